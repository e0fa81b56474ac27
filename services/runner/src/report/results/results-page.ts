import type { Cell, Manifest, Summary } from '@chaos-lab/contracts';
import { clockTime, percent } from '../../terminal/words.ts';
import { labChecks } from '../model/checks.ts';
import { plainWords } from './plain-words.ts';
import { damageFinding, successFinding } from './finding.ts';

export type Result = { readonly manifest: Manifest; readonly summary: Summary };

const REFERENCE = 'blind-2';
const CANDIDATES = ['axios-retry', 'training', 'resilient'] as const;

/** The page of reference results: the findings first, then a table for every scenario. */
export function resultsPage(results: readonly Result[]): string {
  const [first] = results;
  if (first === undefined) throw new RangeError('no results to write about');
  return `${[
    '# Results',
    introduction(first.manifest, results),
    '## In plain words',
    inPlainWords(results),
    '## Findings',
    ...results.map(findings),
    ...results.map(section),
    '## Checks',
    checks(results),
  ].join('\n\n')}\n`;
}

function introduction({ versions, machine }: Manifest, results: readonly Result[]): string {
  const runs = results.reduce((sum, { summary }) => sum + summary.runs, 0);
  return (
    `Written by \`npm run results\`: ${runs} runs over real HTTP, in pairs that met the same faults, ` +
    `on Node ${versions.node}, ${machine.cpus} cores. Every number and sentence below is computed from the runs; ` +
    'verdicts come from the ledger of the store. Intervals of shares are Wilson, of differences Tango, ' +
    'both at 95 %; p-values are McNemar mid-p, Holm-adjusted over the rates of a scenario.'
  );
}

/** What the scenarios are good for: which of them tell judgement from persistence. */
function inPlainWords(results: readonly Result[]): string {
  return results
    .map(({ manifest, summary }) => {
      const best = CANDIDATES.findLast((arm) => hasArm(summary, arm));
      if (best === undefined)
        return `- \`${manifest.scenario.name}\` ran without an arm to compare.`;
      const arms = { arm: best, reference: REFERENCE };
      return `- ${plainWords(manifest.scenario.name, summary, arms)}`;
    })
    .join('\n');
}

const hasArm = (summary: Summary, arm: string): boolean =>
  summary.cells.some((cell) => cell.arm === arm);

function findings({ manifest, summary }: Result): string {
  const failed = labChecks(summary).filter((check) => !check.passed);
  const sentences = failed.length > 0 ? failed.map((check) => check.sentence) : computed(summary);
  return [`**${manifest.scenario.name}**`, '', ...sentences.map((one) => `- ${one}`)].join('\n');
}

function computed(summary: Summary): string[] {
  const arms = CANDIDATES.filter((arm) => hasArm(summary, arm));
  return [
    ...arms.map((arm) => successFinding(summary, arm, REFERENCE)),
    ...[REFERENCE, ...arms].map((arm) => damageFinding(summary, arm)),
  ];
}

function section({ manifest, summary }: Result): string {
  const { experiment, scenario } = manifest;
  const arms = experiment.arms.map((arm) => arm.name);
  const about =
    `${experiment.pairs} pairs a rate, seed ${experiment.seed}, time scale ${experiment.timeScale}, ` +
    `${loopOf(experiment)}, ${clockTime(summary.elapsed_s)} min. ${scenario.description?.trim() ?? ''}`;
  const table = (title: string, text: (cell: Cell) => string): string =>
    [
      `| ${title} | ${arms.join(' | ')} |`,
      `|---|${arms.map(() => '---').join('|')}|`,
      ...experiment.rates.map((rate) => {
        const cells = arms.map((arm) => {
          const cell = summary.cells.find((one) => one.arm === arm && one.failure_rate === rate);
          return cell === undefined || cell.runs === 0 ? '-' : text(cell);
        });
        return `| ${rate} | ${cells.join(' | ')} |`;
      }),
    ].join('\n');
  return [
    `## ${scenario.name}`,
    about,
    table(
      'verified success at rate',
      ({ success }) =>
        `${percent(success.ratio ?? 0)} [${percent(success.low)}, ${percent(success.high)}]`,
    ),
    table('corrupted stores at rate', ({ verdicts, runs }) =>
      percent((verdicts.corrupted ?? 0) / runs),
    ),
    table(
      'calls a step, mean wait at rate',
      ({ amplification, wait_ms: wait }) =>
        `${(amplification ?? 0).toFixed(2)}, ${(wait.mean / 1000).toFixed(1)} s`,
    ),
  ].join('\n\n');
}

function loopOf({ arrivalsPerS, concurrency }: Manifest['experiment']): string {
  return arrivalsPerS === undefined
    ? `${concurrency} pairs at once`
    : `${arrivalsPerS} pairs a second, at most ${concurrency} at once`;
}

function checks(results: readonly Result[]): string {
  return results
    .flatMap(({ manifest, summary }) => [
      ...labChecks(summary).map((check) => `- ${manifest.scenario.name}: ${check.sentence}`),
      `- ${manifest.scenario.name}: ${summary.real_upstream_failures} calls were ended by a real failure.`,
    ])
    .join('\n');
}
