import type { RetrySign } from '@chaos-lab/contracts';
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
    ...call(explained),
    ...origin(explained, versionKnown),
    ...schedule(rule),
    ...firing(explained),
    ...effect(explained),
    ...(record.end === null ? ['The call is still open.'] : [`It ended as ${record.end}.`]),
  ];
}

function call({ record }: Explained): string[] {
  const { session, arm, operation, call: number, attempt, retry } = record;
  const place = `Attempt ${attempt} of call ${number} to ${operation} in session ${session}, arm ${arm}.`;
  return [place, ...again(retry), ...(record.racing ? [RACING] : [])];
}

const RACING =
  "Another request was open at once, and which of the two came first decided its call and attempt: that is not the seed's to say.";

const SIGNS: Readonly<Record<RetrySign, string>> = {
  'chaos-call': 'its Chaos-Call is that of an earlier request',
  'invocation-id': 'its amz-sdk-invocation-id is that of an earlier request',
  'idempotency-key': 'its Idempotency-Key is that of an earlier request',
  'chaos-attempt': 'its Chaos-Attempt says so',
  'retry-count': 'its X-Stainless-Retry-Count says so',
  'equal-request': 'it equals a request whose answer did not reach the client whole and good',
};

function again(retry: RetrySign | null): string[] {
  return retry === null ? [] : [`It is another try: ${SIGNS[retry]}.`];
}

function origin({ record, rules }: Explained, versionKnown: boolean): string[] {
  if (record.source === 'tape') return ['A recorded tape decided, not the seed.'];
  if (record.source === 'hypothesis') {
    return ['A hypothesis decided, not the seed: it names every fault of the session.'];
  }
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
