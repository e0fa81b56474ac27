import { type Matcher, requireChaos, result } from './matcher.ts';
import { told } from './told.ts';

/** Every try of every call of an operation carried one and the same `Idempotency-Key`. */
export const toHaveKeptKey: Matcher<[operation: string]> = (received, operation) => {
  requireChaos(received);
  const calls = received.calls(operation);
  const keys = calls.map(({ attempts }) => attempts.map(({ key }) => key));
  const pass =
    calls.length > 0 && keys.every((own) => own.every((key) => key !== null && key === own[0]));
  const seen = keys.map((own) => own.map((key) => key ?? 'none').join(', ')).join('; ');
  return result(
    pass,
    `each call of ${operation} to keep its Idempotency-Key`,
    calls.length === 0 ? `no call of it: ${told(received.calls())}` : `the keys ${seen}`,
  );
};
