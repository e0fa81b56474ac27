import type { CompiledRule } from '../scenario/compile.ts';
import type { Explained } from './explanation.ts';

/** An explanation in words, one sentence for each step of the decision. */
export function sentences(
  explained: Explained,
  rule: CompiledRule | undefined,
  versionKnown: boolean,
): string[] {
  const { record } = explained;
  return [
    call(explained),
    ...origin(explained, versionKnown),
    ...schedule(rule),
    ...firing(explained),
    ...effect(explained),
    ...(record.end === null ? ['The call is still open.'] : [`It ended as ${record.end}.`]),
  ];
}

function call({ record }: Explained): string {
  const { session, arm, operation, attempt } = record;
  return `Call ${attempt} to ${operation} in session ${session}, arm ${arm}.`;
}

function origin({ record, rules }: Explained, versionKnown: boolean): string[] {
  if (record.source === 'tape') return ['A recorded tape decided, not the seed.'];
  if (record.source === 'request') return ['The request asked for this fault itself.'];
  if (!versionKnown) return ['The scenario it saw is no longer remembered.'];
  const passed = rules
    .filter(({ matched }) => !matched)
    .map(({ rule, mismatch }) => `${rule} does not fit by its ${mismatch}`);
  const decided =
    record.rule === null ? 'No rule fits, so nothing is drawn.' : `Rule ${record.rule} decides.`;
  return passed.length === 0 ? [decided] : [`${passed.join('; ')}.`, decided];
}

function schedule(rule: CompiledRule | undefined): string[] {
  if (rule?.schedule === undefined) return [];
  const { type } = rule.schedule;
  const by =
    rule.dependsOn === 'clock'
      ? 'the clock, so it depends on when the client calls'
      : `the ${rule.dependsOn}`;
  return [`Its schedule is ${type}; it goes by ${by}.`];
}

function firing({ firing: drawn }: Explained): string[] {
  if (drawn === null) return [];
  const { draw, rate, fires } = drawn;
  return [`The first draw ${draw} is ${fires ? 'below' : 'not below'} the rate in force ${rate}.`];
}

function effect({ record, choice }: Explained): string[] {
  const { fault, phase, suppressed } = record;
  if (fault === null) return [];
  const chosen = choice?.shares.find((share) => share.chosen);
  const why =
    chosen === undefined || choice === null
      ? ''
      : `: the second draw ${choice.draw} lies in ${chosen.from} to ${chosen.to}`;
  const what = `The fault is ${fault.kind}, ${phase} the upstream acts${why}.`.replace(
    'during the upstream acts',
    'while the answer is on its way',
  );
  return suppressed === null ? [what] : [what, `It did not go out: ${suppressed}.`];
}
