import { type Matcher, requireChaos, result } from './matcher.ts';

/** No write of the client was done more than once, unless a key made that harmless. */
export const toHaveNoDuplicates: Matcher<[]> = (received) => {
  requireChaos(received);
  const calls = received.effects().flatMap((run) => run.calls);
  const doubled = calls.filter(({ verdict }) => verdict === 'duplicate');
  const seen = doubled.map(({ operation, call, effects }) => {
    const which = call === 1 ? operation : `${operation} (call ${call})`;
    return `${which} done ${effects} times`;
  });
  return result(
    doubled.length === 0,
    'no write to be done more than once',
    seen.length === 0 ? `${calls.length} calls that write, none of them twice` : seen.join('; '),
  );
};
