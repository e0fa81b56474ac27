import { readFileSync } from 'node:fs';
import { METRIC, type MetricSpec, PROCESS_METRIC } from '@chaos-lab/contracts';
import { parse } from 'yaml';
import { namesIn } from './promql.ts';

type Rule = {
  readonly record?: string;
  readonly alert?: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels?: Readonly<Record<string, string>>;
};
type RuleFile = { readonly groups: readonly { readonly rules: readonly Rule[] }[] };

/** What Prometheus adds to every series of a target, and the registry of each process to its own. */
const EVERYWHERE = ['job', 'instance', 'service'];

/** Series that Prometheus makes itself, by name. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  up: [],
  scrape_duration_seconds: [],
  ALERTS: [
    'alertname',
    'experiment',
    'fault_of',
    'alertstate',
    'severity',
    'scenario',
    'arm',
    'rate',
    'route',
  ],
};

export const PROMETHEUS = new URL('../../ops/prometheus/', import.meta.url);

/** The rules of a file under `ops/prometheus/rules`. */
export function rulesOf(file: string): readonly Rule[] {
  const text = readFileSync(new URL(`rules/${file}`, PROMETHEUS), 'utf8');
  return (parse(text) as RuleFile).groups.flatMap((group) => group.rules);
}

/** Every series that can exist, with its labels: contracts, recording rules, Prometheus itself. */
function knownSeries(): ReadonlyMap<string, ReadonlySet<string>> {
  const known = new Map<string, ReadonlySet<string>>();
  const add = (name: string, labels: readonly string[]): void => {
    known.set(name, new Set([...labels, ...EVERYWHERE]));
  };
  for (const [name, labels] of Object.entries(OWN)) add(name, labels);
  for (const metric of [...Object.values(METRIC), ...Object.values(PROCESS_METRIC)]) {
    for (const [name, labels] of seriesOf(metric)) add(name, labels);
  }
  for (const rule of rulesOf('recording.yml')) {
    // By convention a recorded name starts with the labels that are left.
    if (rule.record !== undefined) add(rule.record, (rule.record.split(':')[0] ?? '').split('_'));
  }
  return known;
}

/** What is wrong with the names in an expression, one entry each. */
export function unknownNames(expression: string, known = knownSeries()): string[] {
  const { metrics, grouping } = namesIn(expression);
  const problems: string[] = [];
  const labels = new Set<string>();
  for (const [name, matched] of metrics) {
    const has = known.get(name);
    if (!has) problems.push(`no such series: ${name}`);
    for (const label of has ?? []) labels.add(label);
    for (const label of matched) {
      if (has && !has.has(label)) problems.push(`${name} has no label ${label}`);
    }
  }
  for (const label of grouping) {
    if (!labels.has(label)) problems.push(`grouped by ${label}, which none of its series has`);
  }
  return problems;
}

function seriesOf({ name, type, labels }: MetricSpec): [string, readonly string[]][] {
  if (type !== 'histogram') return [[name, labels]];
  return [
    [`${name}_bucket`, [...labels, 'le']],
    [`${name}_sum`, labels],
    [`${name}_count`, labels],
  ];
}
