import type { Cell, Manifest } from '@chaos-lab/contracts';
import { clockTime, percent } from '../terminal/words.ts';
import { contrastFinding } from './findings/contrast-finding.ts';
import { damageFinding } from './findings/damage-finding.ts';
import type { Finding } from './findings/finding.ts';
import { escapeMarkdown } from './markdown/escape.ts';
import type { ContrastResult } from './model/contrast-result.ts';
import type { ReportModel } from './model/report-model.ts';
import { plainWords } from './results/plain-words.ts';

/** What every arm that thinks is held against: immediate retries, blind to what failed. */
const REFERENCE = 'blind-2';

/** The page of reference results, a layout of reports: findings first, then a table for every scenario. */
export function resultsPage(models: readonly ReportModel[]): string {
  const [first] = models;
  if (first === undefined) throw new RangeError('no results to write about');
  return `${[
    '# Results',
    introduction(first.manifest, models),
    '## In plain words',
    models.map((model) => `- ${inPlainWords(model)}`).join('\n'),
    '## Findings',
    ...models.map(findings),
    ...models.map(section),
    '## Checks',
    models.flatMap(checks).join('\n'),
  ].join('\n\n')}\n`;
}

function introduction({ versions, machine }: Manifest, models: readonly ReportModel[]): string {
  const runs = models.reduce((sum, { summary }) => sum + summary.runs, 0);
  return (
    `Written by \`npm run results\`: ${runs} runs over real HTTP, in pairs that met the same faults, ` +
    `on Node ${versions.node}, ${machine.cpus} cores. Every number and sentence below is computed from the runs, ` +
    'by the model of `chaos-lab report`; verdicts come from the ledger of the store. Intervals of shares are ' +
    'Wilson, of differences Tango, both at 95 %; p-values are McNemar mid-p, Holm-adjusted over the rates of a scenario.'
  );
}

/** What the scenario is good for: whether it tells judgement from persistence. */
function inPlainWords(model: ReportModel): string {
  const { name } = model.manifest.scenario;
  const [best] = againstReference(model);
  return best === undefined ? `\`${name}\` ran without an arm to compare.` : plainWords(name, best);
}

/** Contrasts with the reference, the arm that thinks most first, as experiments name it last. */
function againstReference({ contrasts }: ReportModel): readonly ContrastResult[] {
  return contrasts.filter(({ reference }) => reference === REFERENCE);
}

function findings(model: ReportModel): string {
  const { manifest, claims, summary, arms } = model;
  const damage = damageFinding(
    arms.map(({ name }) => name),
    summary.cells,
    summary.confidence,
  );
  const said: readonly Finding[] = claims.allowed
    ? [
        ...againstReference(model).map((contrast) => contrastFinding(contrast, claims)),
        ...(damage === undefined ? [] : [damage]),
      ]
    : [{ tone: 'caution', headline: 'No claim can be made', detail: claims.reason }];
  const lines = said.map(
    ({ headline, detail }) => `- **${escapeMarkdown(headline)}.** ${escapeMarkdown(detail)}`,
  );
  return [`**${manifest.scenario.name}**`, '', ...lines].join('\n');
}

function section({ manifest, summary }: ReportModel): string {
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

function checks({ manifest, checks: made }: ReportModel): string[] {
  return made.map((check) => `- ${manifest.scenario.name}: ${check.sentence}`);
}
