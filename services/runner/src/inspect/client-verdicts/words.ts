import type { ClientVerdict, ClientVerdictName } from './client-verdicts.ts';

const WORDS: Readonly<Record<ClientVerdictName, (amount: number) => string>> = {
  'retried-in-vain': (n) => `sent ${n} requests again that had been refused for good`,
  'ignored-retry-after': (ms) =>
    `came back ${Math.max(1, Math.round(ms / 1_000))} s before the time it was told`,
  'retry-storm': (n) => `sent one call ${n} times`,
  'took-part-for-whole': () => 'took a part of an answer for the whole of it',
  'ran-cut-arguments': () => 'called a tool behind an answer whose arguments lacked their end',
  'ran-tool-twice': (n) => `had one call of a tool run ${n} times`,
  'lost-tokens': (n) => `${n} tokens were made and did not reach it`,
};

/** One sentence about what a client did. */
export function verdictWords({ verdict, amount }: ClientVerdict): string {
  return WORDS[verdict](amount);
}
