import { FAULT_KINDS, type FaultSpec, faultSchema, type Scenario } from '@chaos-lab/contracts';
import { issuesOf } from './issues.ts';
import { checkScenario } from './parse-scenario.ts';
import { providerFaults } from './provider-faults.ts';
import { ScenarioError } from './scenario-error.ts';

/** What `--rate` without `--faults` injects: the failures of an API that is having a bad day. */
export const DEFAULT_FAULTS = [
  'http-408',
  'http-429',
  'http-500',
  'http-502',
  'http-503',
  'http-504',
];

const WORD = /^(error-in-200|[a-z][a-z-]*?)(?:-(\d+(?:\.\d+)?))?(?:@(before|after|during))?$/;
const DEFAULT_LATENCY_MS = 1_000;
const DEFAULT_BYTES_PER_S = 10_000;
const DEFAULT_TOKENS_PER_S = 20;

/**
 * One word of the short form: `http-503`, `hang`, `latency-250`, `reset@after`. Numbers are a status
 * for `http-`, milliseconds for `latency-`
 * and `slow-first-token-`, bytes a second for `bandwidth-`, tokens for `tokens-per-second-`.
 */
export function shortFault(word: string): FaultSpec {
  const preset = presetOf(word);
  if (preset !== undefined) return preset;
  const match = WORD.exec(word);
  if (match === null) throw unknown(word);
  const [, name = '', number, phase] = match;
  const fields = fieldsOf(word, name, number === undefined ? undefined : Number(number));
  const spec = phase === undefined ? fields : { ...fields, phase };
  const result = faultSchema.safeParse(spec);
  if (result.success) return result.data;
  throw new ScenarioError(word, issuesOf(result.error, spec, faultSchema));
}

/** A fault of a provider, in the phase that the word names; undefined where no provider has it. */
function presetOf(word: string): FaultSpec | undefined {
  const [name = '', phase] = word.split('@', 2);
  const fault = providerFaults().get(name);
  if (fault === undefined || phase === undefined) return fault;
  const spec = { ...fault, phase };
  const result = faultSchema.safeParse(spec);
  if (result.success) return result.data;
  throw new ScenarioError(word, issuesOf(result.error, spec, faultSchema));
}

/** The scenario of `--rate` and `--faults`: one rule for everything, all faults equally likely. */
export function shortScenario(rate: number, words: readonly string[]): Scenario {
  return checkScenario({
    name: 'short-form',
    sweepRate: rate,
    rules: [{ name: 'everything', rate: 'sweep', faults: words.map(shortFault) }],
  });
}

function fieldsOf(word: string, name: string, number: number | undefined): object {
  if (name === 'http' && number !== undefined) return httpError(number);
  if (name === 'latency') {
    return { kind: name, delay: { distribution: 'constant', ms: number ?? DEFAULT_LATENCY_MS } };
  }
  if (name === 'slow-first-token') {
    return { kind: name, delay: { distribution: 'constant', ms: number ?? DEFAULT_LATENCY_MS } };
  }
  if (name === 'tokens-per-second')
    return { kind: name, tokensPerS: number ?? DEFAULT_TOKENS_PER_S };
  if (name === 'bandwidth') return { kind: name, bytesPerS: number ?? DEFAULT_BYTES_PER_S };
  if (name === 'rate-limit') return { kind: name, limit: number ?? 10, refillPerS: 1 };
  if (number === undefined && (FAULT_KINDS as readonly string[]).includes(name)) {
    return { kind: name };
  }
  throw unknown(word);
}

/** A 429 says when to come back, as real ones do. */
function httpError(status: number): object {
  const spec = { kind: 'http-error', status };
  return status === 429 ? { ...spec, retryAfter: { seconds: 1 } } : spec;
}

function unknown(word: string): ScenarioError {
  const known = [
    'http-STATUS',
    'latency-MS',
    ...FAULT_KINDS.filter((kind) => kind !== 'http-error' && kind !== 'quota'),
    ...providerFaults().keys(),
  ];
  return new ScenarioError('', [
    {
      path: word,
      message: `unknown fault: expected one of ${known.join(', ')}, with @before or @after where it can have that phase`,
    },
  ]);
}
