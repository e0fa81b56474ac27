import type { Arm, DecisionRecord, Experiment, Identity, Truth } from '@chaos-lab/contracts';
import { BadInputError } from '../errors.ts';
import type { HttpClient } from '../lab/http-client.ts';
import { drainTapes } from '../lab/proxy-admin.ts';
import type { Claim } from '../subject/client/client.ts';
import type { Subject } from '../subject/subject.ts';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Lets every arm do one run that no rule of the experiment matches, before anything is counted: it
 * must succeed, and by calls through the proxy alone. Throws BadInputError with what is wrong with each.
 */
export async function calmTrial(
  { name, arms }: Experiment,
  lab: {
    readonly subject: Pick<Subject, 'clients' | 'oracle'>;
    readonly proxy: HttpClient;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const { subject, proxy, signal } = lab;
  const trials = arms.map((arm) => ({
    arm,
    identity: { session: `${name}-calm`, arm: `${arm.name}.calm` },
  }));
  const claims = await Promise.all(trials.map(({ arm, identity }) => tryOut(arm, identity)));
  const identities = trials.map(({ identity }) => identity);
  const tapes = await drainTapes(proxy, identities);
  const truths = await subject.oracle.judge(identities);
  const problems = trials.flatMap(({ arm }, index) => {
    const [claim, tape, truth] = [claims[index], tapes[index], truths[index]];
    if (claim === undefined || tape === undefined || truth === undefined) return [];
    const problem = problemOf(claim, tape.records, truth);
    return problem === undefined ? [] : [`arm ${arm.name}: ${problem}${printed(claim)}`];
  });
  if (problems.length > 0) throw new BadInputError(problems);

  function tryOut(arm: Arm, identity: Identity): Promise<Claim> {
    const client = subject.clients.get(arm.name);
    if (client === undefined) throw new RangeError(`no client for arm ${arm.name}`);
    return client(identity, signal);
  }
}

function problemOf(
  claim: Claim,
  records: readonly DecisionRecord[],
  truth: Truth,
): string | undefined {
  if (records.length === 0) {
    return (
      `made no call through the proxy in a calm run (it ${ending(claim)}): ` +
      'it must use the base URL it is given'
    );
  }
  const failed = records.filter(({ end }) => end?.startsWith('upstream-') === true).length;
  if (claim.outcome !== 'success') {
    const why = failed === 0 ? '' : `, while the upstream itself failed ${failed} of its calls`;
    return `fails a calm run, without any fault: it ${ending(claim)}${why}`;
  }
  const writes = records.filter(({ method }) => !READING.has(method)).length;
  if (truth.effects > 0 && writes === 0) {
    return 'wrote past the proxy in a calm run: what it did stands, and no such call is on the tape';
  }
  if (!truth.complete) {
    return 'claims success in a calm run, and its work is not where it should be: does it call something else?';
  }
  return undefined;
}

function ending({ outcome, ended, result }: Claim): string {
  if (ended !== undefined) return ended;
  const failure = result?.failure;
  const at =
    failure === null || failure === undefined
      ? ''
      : ` at ${result?.failedStep} (${failure.condition})`;
  return `claims ${outcome}${at}`;
}

/** What it printed last, for whoever has to mend it. */
function printed({ output }: Claim): string {
  if (output === undefined) return '';
  const text = output.trim().split('\n').slice(-20).join('\n');
  return text === ''
    ? '\n  It printed nothing.'
    : `\n  It printed:\n  ${text.replaceAll('\n', '\n  ')}`;
}
