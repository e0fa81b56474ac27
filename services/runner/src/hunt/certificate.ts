import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import type { Calm } from '../trial/calm.ts';
import type { FaultWord } from '../trial/fault-word.ts';
import { INVARIANT_NAMES, INVARIANTS, type InvariantName } from '../trial/invariants/index.ts';
import type { HuntResult } from './run-hunt.ts';

const hashed = z.strictObject({ path: z.string(), sha256: z.string() });

/** What `certificate.json` holds: what was searched, and that nothing was found. */
export const certificateSchema = z.strictObject({
  v: z.literal(1),
  /** What it means, in words. */
  says: z.string(),
  subject: z.strictObject({
    target: z.string(),
    client: z.string(),
    /** Files of the client, as they were. */
    files: z.array(hashed),
  }),
  operations: z.array(z.string()).min(1),
  /** Ends of addresses: the highest call and try that were reached of each operation. */
  reached: z.array(
    z.strictObject({ operation: z.string(), calls: z.number().int(), attempts: z.number().int() }),
  ),
  faults: z.array(z.string()).min(1),
  k: z.number().int().min(1),
  invariants: z.array(z.enum(INVARIANT_NAMES as readonly [InvariantName, ...InvariantName[]])),
  oracle: z.string(),
  runs: z.number().int().min(1),
  sets: z.array(z.number().int()),
  leftOut: z.strictObject({
    /** Sets with a fault that could not go out where it was placed: they are smaller sets. */
    inert: z.number().int(),
    /** Names of requests were learned, and ids in their paths taken for equal. */
    named: z.array(z.string()),
  }),
  /** Digest of every set, what followed, and what came of it. */
  tape: z.string(),
  versions: z.strictObject({ lab: z.string(), node: z.string() }),
  at: z.string(),
  /** SHA-256 over all the rest, as JSON. */
  seal: z.string(),
});
export type Certificate = z.infer<typeof certificateSchema>;

/** Why a hunt that found nothing proves nothing; empty where it does. */
export function refusals(result: HuntResult, options: { readonly quick: boolean }): string[] {
  const reasons: string[] = [];
  if (result.findings.size > 0) reasons.push('something was found');
  if (!result.complete) reasons.push('the search was ended before it was complete');
  if (options.quick) reasons.push('--quick leaves out what a client that remembers may do');
  if (result.strayed !== null) {
    reasons.push(`the client does not repeat itself: it strayed under ${result.strayed}`);
  }
  if (result.racing > 0) {
    reasons.push(`${result.racing} runs had calls at once whose order nobody can say again`);
  }
  if (result.disturbed > 0) reasons.push(`the upstream itself failed in ${result.disturbed} runs`);
  return reasons;
}

export function certify(
  result: HuntResult,
  about: {
    readonly target: string;
    readonly client: string;
    readonly files: readonly string[];
    readonly calm: Calm;
    readonly faults: readonly FaultWord[];
    readonly k: number;
    readonly invariants: readonly InvariantName[];
    readonly oracle: string;
    readonly versions: Certificate['versions'];
    readonly at: Date;
  },
): Certificate {
  const { target, client, calm, k, oracle, versions } = about;
  const faults = about.faults.map(({ word }) => word);
  const reached = result.coverage.operations.map((one) => ({ ...one }));
  const runs = result.bySize.reduce((sum, count) => sum + count, 0);
  const rest = {
    v: 1 as const,
    says: sentence({ client, target, k, faults, invariants: about.invariants, runs, oracle }),
    subject: { target, client, files: about.files.map(hashOf) },
    operations: reached.map(({ operation }) => operation),
    reached,
    faults,
    k,
    invariants: [...about.invariants],
    oracle,
    runs,
    sets: [...result.bySize],
    leftOut: {
      inert: result.fates.inert,
      named: calm.names.map(({ operation = '' }) => operation),
    },
    tape: result.tape,
    versions,
    at: about.at.toISOString(),
  };
  return { ...rest, seal: sealOf(rest) };
}

function sentence(about: {
  readonly client: string;
  readonly target: string;
  readonly k: number;
  readonly faults: readonly string[];
  readonly invariants: readonly InvariantName[];
  readonly runs: number;
  readonly oracle: string;
}): string {
  const { client, target, k, faults, runs, oracle } = about;
  const held = about.invariants.map((name) => INVARIANTS[name].holds).join('; ');
  return (
    `Whatever set of up to ${k} of the faults ${faults.join(', ')} "${client}" meets on its requests ` +
    `to ${target}, each at any call and try that it comes to, these hold: ${held}. ` +
    `Judged by ${oracle} in ${runs} runs. It holds for a client and an upstream that repeat ` +
    'themselves, and says nothing of other faults, of more faults, of requests at the same time, or of other inputs.'
  );
}

function hashOf(path: string): { path: string; sha256: string } {
  return { path, sha256: createHash('sha256').update(readFileSync(path)).digest('hex') };
}

function sealOf(rest: Omit<Certificate, 'seal'>): string {
  return createHash('sha256').update(JSON.stringify(rest)).digest('hex');
}

/** Words of a command that are files: what it is made of, as far as it says. */
export function filesOf(words: readonly string[]): string[] {
  return words.filter((word) => existsSync(word) && statSync(word).isFile());
}

/** What is wrong with a certificate: changed by hand, or about a client that is not this one any more. */
export function certificateProblems(certificate: Certificate): string[] {
  const { seal, ...rest } = certificate;
  if (sealOf(rest) !== seal) {
    return ['it was changed after it was made: its seal does not fit'];
  }
  return rest.subject.files.flatMap(({ path, sha256 }) => {
    if (!existsSync(path)) return [`${path} is not there any more`];
    return hashOf(path).sha256 === sha256 ? [] : [`${path} has changed since`];
  });
}
