/** What `hunt --json` says, as far as the page needs it. */
export type Hunted = {
  readonly arm: string;
  readonly headline: string;
  readonly faults: readonly string[];
  readonly oracle: string;
  readonly runs: number;
  readonly sets: readonly number[];
  readonly seconds: number;
  readonly findings: readonly {
    readonly cause: string;
    readonly set: readonly {
      readonly operation: string;
      readonly call: number;
      readonly attempt: number;
      readonly fault: string;
    }[];
    readonly sets: number;
    readonly story: readonly string[];
  }[];
  readonly certificate: { readonly says: string } | null;
  readonly refusals: readonly string[];
};

/** The page of results, from all hunts. */
export function pageOf(experiment: string, k: string, all: readonly Hunted[]): string {
  const [first] = all;
  return `${[
    '# What hunt finds in the arms of the lab',
    `Written by \`npm run results:hunt\`: \`chaos-lab hunt ${experiment} --arm ARM --k ${k}\`, the order workflow under every set of up to ${k} of ${first?.faults.join(', ')}, judged by ${first?.oracle}. Rates are those of the machine and of what else ran on it.`,
    [
      '| arm | found | runs | runs/s |',
      '|---|---|---|---|',
      ...all.map(
        ({ arm, headline, runs, seconds }) =>
          `| ${arm} | ${headline} | ${runs.toLocaleString('en-GB')} | ${(runs / seconds).toFixed(0)} |`,
      ),
    ].join('\n'),
    ...all.map(section),
  ].join('\n\n')}\n`;
}

function section({ arm, findings, certificate, refusals, sets }: Hunted): string {
  const bySize = sets.map((count, size) => `${count.toLocaleString('en-GB')} of size ${size}`);
  return [
    `## ${arm}`,
    `Sets run: ${bySize.join(', ')}.`,
    ...findings.map(({ cause, set, sets: merged, story }) =>
      [
        `**${cause}**`,
        `Smallest set: ${set.map(placed).join(', ')}. Failing sets with this cause: ${merged}.`,
        story.map((line) => `1. ${line}`).join('\n'),
      ].join('\n\n'),
    ),
    ...(certificate === null ? [] : [certificate.says]),
    ...(certificate === null && findings.length === 0
      ? refusals.map((why) => `No certificate: ${why}.`)
      : []),
  ].join('\n\n');
}

const placed = ({ operation, call, attempt, fault }: Hunted['findings'][number]['set'][number]) =>
  `${fault} at ${operation}${call > 1 ? ` #${call}` : ''}${attempt > 1 ? ` try ${attempt}` : ''}`;
