import type { WriteReport, WriteState } from '@chaos-lab/contracts';
import type { AnyTool } from '../../tools/tool.ts';
import { type Knowledge, learn, stateOf, UNSENT, type WriteEvent } from './write-state.ts';

/** What a write is to do, and how a repetition of it is known. */
export interface WriteTarget {
  readonly step: string;
  readonly tool: AnyTool;
  readonly input: unknown;
  readonly idempotencyKey: string | null;
}

/** One effect that a task may have had. */
export interface Write extends WriteTarget {
  /** 1-based, in the order in which they were first sent. */
  readonly id: number;
  readonly state: WriteState;
  readonly known: Knowledge;
  /** What it answered, or what a read-back found; undefined before. */
  readonly output: unknown;
  /** When it was last sent, in ms of the task's own time. */
  readonly sentMs: number;
}

/** Keeps what is known of writes where it outlives the process. */
export interface WriteKeeper {
  /** Resolves when a crash can no longer lose the record; undefined where none is kept. */
  keep(write: Write, event: WriteEvent): Promise<void> | undefined;
}

interface Entry extends Write {
  known: Knowledge;
  output: unknown;
  sentMs: number;
}

/**
 * The writes of a task. Sends under one Idempotency-Key, or of a tool for which twice is as good as
 * once, are one write; every other send is a write of its own, since each may have had its effect.
 */
export class WriteLog {
  readonly #entries: Entry[] = [];
  readonly #now: () => number;
  readonly #keeper: WriteKeeper | undefined;

  /** `now` in ms of the task's own time. */
  constructor(now: () => number, keeper?: WriteKeeper) {
    this.#now = now;
    this.#keeper = keeper;
  }

  get all(): readonly Write[] {
    return this.#entries;
  }

  /** The writes of a step that may or may not stand, the latest first. */
  inDoubt(step: string): Write[] {
    return this.#entries
      .filter((write) => write.step === step && write.state === 'in_doubt')
      .toReversed();
  }

  /** What may stand and could be undone, the latest first. */
  standing(): Write[] {
    return this.#entries
      .filter(({ state }) => state === 'done' || state === 'in_doubt')
      .toReversed();
  }

  /** The write that a send of this belongs to. */
  of(target: WriteTarget): Write {
    const { step, tool, input, idempotencyKey } = target;
    if (idempotencyKey !== null || tool.idempotent) {
      const known = this.#entries.find(
        (write) =>
          write.step === step && write.tool === tool && write.idempotencyKey === idempotencyKey,
      );
      if (known !== undefined) return known;
    }
    return this.#add({ step, tool, input, idempotencyKey, known: UNSENT, output: undefined });
  }

  /** Takes up a write as an earlier process left it. */
  restore(target: WriteTarget, known: Knowledge, output: unknown): void {
    this.#add({ ...target, known, output });
  }

  /** Learns of a write; `output` where it is done. Resolves when what has to outlive a crash does. */
  learn(write: Write, event: WriteEvent, output?: unknown): Promise<void> | undefined {
    const entry = write as Entry;
    entry.known = learn(entry.known, event);
    if (event === 'sent' || event === 'undo_sent') entry.sentMs = this.#now();
    if (event === 'answered' || event === 'seen') entry.output = output;
    return this.#keeper?.keep(entry, event);
  }

  report(): WriteReport[] {
    return this.#entries.map(reportOf);
  }

  #add(write: Omit<Entry, 'id' | 'state' | 'sentMs'>): Entry {
    const entry: Entry = {
      ...write,
      id: this.#entries.length + 1,
      sentMs: this.#now(),
      get state() {
        return stateOf(this.known);
      },
    };
    this.#entries.push(entry);
    return entry;
  }
}

/** The input of a tool is what it sends as JSON or puts into a path. */
type Json = NonNullable<WriteReport['check']>['sent'];

function reportOf({ step, tool, input, idempotencyKey, state }: Write): WriteReport {
  const { verification } = tool;
  const check =
    state === 'in_doubt'
      ? {
          tool: verification?.tool.name ?? null,
          input: verification === undefined ? null : (verification.ask(input) as Json),
          sent: input as Json,
        }
      : null;
  return { step, operation: tool.operation, idempotencyKey, state, check };
}
