import { type Matcher, requireChaos, result } from './matcher.ts';
import { told } from './told.ts';

/**
 * Every try of every call of an operation was the same request. Tries are known for tries of one call
 * by what the client sends with them, or by being equal; of those that are told apart only by a time or
 * a drawn id the places are named.
 */
export const toHaveSentSameBody: Matcher<[operation: string]> = (received, operation) => {
  requireChaos(received);
  const calls = received.calls(operation);
  const differing = calls.filter(({ attempts }) =>
    attempts.some(({ digest }) => digest !== attempts[0]?.digest),
  );
  const varying = received
    .effects()
    .flatMap((run) => run.varying)
    .filter((one) => one.operation === operation)
    .flatMap(({ places }) => places);
  const pass = calls.length > 0 && differing.length === 0 && varying.length === 0;
  const places =
    varying.length === 0 ? '' : `, which differ at ${[...new Set(varying)].join(', ')}`;
  return result(
    pass,
    `each call of ${operation} to send the same body at every try`,
    calls.length === 0
      ? `no call of it: ${told(received.calls())}`
      : `${told(differing.length > 0 ? differing : calls)}${places}`,
  );
};
