import {
  FAULT_KINDS,
  FAULT_PHASES,
  type FaultKind,
  type Phase,
  presetOf,
} from '@chaos-lab/contracts';
import { BadInputError } from '../errors.ts';

/** A fault as a person writes it, such as `http-503` or `reset@after`, and what it does to an answer. */
export type FaultWord = {
  readonly word: string;
  readonly kind: FaultKind;
  readonly phase: Phase;
  /** Whether the upstream has acted when the client meets it. */
  readonly losesAnswer: boolean;
  /** Whether it takes as long as the client lets it. */
  readonly waits: boolean;
};

const FORM = /^(error-in-200|[a-z][a-z-]*?)(?:-(\d+(?:\.\d+)?))?(?:@(before|after|during))?$/;
const WAITING: ReadonlySet<FaultKind> = new Set<FaultKind>(['hang', 'stall', 'latency', 'dribble']);

/** Reads a word; its numbers are the proxy's to check. Throws BadInputError. */
export function faultWord(word: string): FaultWord {
  const preset = presetOf(word.split('@', 1)[0] ?? '');
  const match = FORM.exec(preset === undefined ? word : word.replace(/^[^@]*/, preset.kind));
  const name = match?.[1] === 'http' ? 'http-error' : match?.[1];
  const kind = FAULT_KINDS.find((known) => known === name);
  if (match === null || kind === undefined) {
    const known = FAULT_KINDS.map((one) => (one === 'http-error' ? 'http-STATUS' : one)).join(', ');
    throw new BadInputError(
      `--faults: ${word} is no fault: expected words like ${known}, or a fault of docs/reference/providers.md, with @before or @after where it can have that phase`,
    );
  }
  const phases: readonly Phase[] = FAULT_PHASES[kind];
  const phase = (match[3] as Phase | undefined) ?? preset?.phase ?? phases[0] ?? 'before';
  if (!phases.includes(phase)) {
    throw new BadInputError(
      `--faults: ${word}: ${kind} cannot be ${phase}: expected ${phases.map((one) => `@${one}`).join(' or ')}`,
    );
  }
  return { word, kind, phase, losesAnswer: phase !== 'before', waits: WAITING.has(kind) };
}

/** From the weakest to the strongest: earlier phases first, then as the kinds are listed. */
export function byStrength(words: readonly FaultWord[]): FaultWord[] {
  const rank = ({ phase, kind }: FaultWord): number =>
    PHASES_BY_STRENGTH.indexOf(phase) * FAULT_KINDS.length + FAULT_KINDS.indexOf(kind);
  return words.toSorted((a, b) => rank(a) - rank(b) || (a.word < b.word ? -1 : 1));
}

/** A fault in mid-answer loses less than one that takes the whole of it. */
const PHASES_BY_STRENGTH: readonly Phase[] = ['before', 'during', 'after'];
