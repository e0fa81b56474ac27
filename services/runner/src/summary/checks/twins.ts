import { aaCheck, holm } from '@chaos-lab/stats';
import { count, pValue } from '../words/numbers.ts';
import { atRates, plural } from '../words/phrases.ts';
import { type Check, failed, LEVEL, notMade, passed } from './check.ts';

/** An arm against its twin: they must not differ by more than chance, at any rate (Holm). */
export const twins: Check = ({ aa }) => {
  const used = aa.filter(({ pairs }) => pairs > 0);
  const pairs = used.reduce((sum, one) => sum + one.pairs, 0);
  if (pairs === 0) {
    return notMade(
      'The A/A check was not made: no arm ran beside its twin. Set aaPairs in the experiment.',
    );
  }
  const results = used.map(({ both, b, c, neither }) =>
    aaCheck({ both, onlyA: c, onlyB: b, neither }, LEVEL),
  );
  const adjusted = holm(results.map(({ p }) => p));
  const off = used.filter((_, index) => (adjusted[index] ?? 1) < LEVEL);
  const discordant = results.reduce((sum, result) => sum + result.discordant, 0);
  const parted =
    discordant === 0
      ? `all ${plural(pairs, 'pair')} ended alike`
      : `${count(discordant)} of ${plural(pairs, 'pair')} ended differently`;
  const arm = used[0]?.against ?? '';
  return off.length === 0
    ? passed(
        `A/A check passed: ${arm} against its own twin, ${parted} (smallest p ${pValue(Math.min(...adjusted))}).`,
      )
    : failed(
        `A/A check failed ${atRates(off.map((one) => one.failure_rate))}: ${arm} differs from its own twin, ` +
          `${parted} (p ${pValue(Math.min(...adjusted))}). The laboratory prefers one side.`,
      );
};
