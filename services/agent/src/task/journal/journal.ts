import type { TaskRequest, WorkflowChoice } from '@chaos-lab/contracts';
import type { WriteKeeper } from '../../calls/writes/write-log.ts';
import type { Facts } from '../../workflow/definition.ts';
import type { AppendFile } from './append-file.ts';
import type { JournalRecord, WriteRecord } from './record.ts';

/** A task as the journal has it. */
export interface JournaledTask {
  readonly id: string;
  readonly request: TaskRequest;
  readonly choice: WorkflowChoice;
  facts: Facts;
  done: readonly string[];
  /** By the number of the write in its task. */
  readonly writes: Map<number, WriteRecord>;
}

/** What a task tells the journal about itself. */
interface JournalSubject {
  readonly id: string;
  readonly request: TaskRequest;
  readonly choice: WorkflowChoice;
  readonly facts: Facts;
  readonly done: readonly string[];
}

/** Tasks in doubt that are kept without a file; with one, all are. */
const KEPT_IN_MEMORY = 1_000;

/**
 * The tasks that have written something and are not known to be settled. With a file, no write is sent
 * before its record is on the disk, so that they outlive the process however it ends.
 */
export class Journal {
  readonly #file: AppendFile | undefined;
  readonly #tasks = new Map<string, JournaledTask>();
  readonly #running = new Set<string>();

  constructor(file?: AppendFile, tasks: Iterable<JournaledTask> = []) {
    this.#file = file;
    for (const task of tasks) this.#tasks.set(task.id, task);
  }

  find(id: string): JournaledTask | undefined {
    return this.#tasks.get(id);
  }

  isRunning(id: string): boolean {
    return this.#running.has(id);
  }

  /** Tasks that nobody works on and that may have left something in doubt, the oldest first. */
  unsettled(): JournaledTask[] {
    return [...this.#tasks.values()].filter(({ id }) => !this.#running.has(id));
  }

  /** Takes part in a task: keeps its writes before they are sent. */
  begin(id: string, subject: () => JournalSubject): WriteKeeper {
    this.#running.add(id);
    return {
      keep: (write, event) => {
        if (!this.#tasks.has(id)) this.#open(subject());
        const record: WriteRecord = {
          type: 'write',
          id,
          write: write.id,
          step: write.step,
          tool: write.tool.name,
          input: write.input,
          idempotencyKey: write.idempotencyKey,
          known: write.known,
          output: write.output,
        };
        this.#tasks.get(id)?.writes.set(write.id, record);
        if (event === 'sent' || event === 'undo_sent') {
          return this.#file?.sync(JSON.stringify(record));
        }
        this.#note(record);
        return undefined;
      },
    };
  }

  /** What the task knows now. */
  learn({ id, facts, done }: JournalSubject): void {
    const task = this.#tasks.get(id);
    if (task === undefined) return;
    task.facts = facts;
    task.done = [...done];
    this.#note({ type: 'facts', id, facts: { ...facts }, done: [...done] });
  }

  /**
   * The task is over; it is kept where something of it is in doubt. Resolves when that is on the disk:
   * who was told of a success must not find the task to be undone.
   */
  async end(id: string, inDoubt: boolean): Promise<void> {
    this.#running.delete(id);
    if (inDoubt || !this.#tasks.delete(id)) return;
    const record: JournalRecord = { type: 'end', id };
    await this.#file?.sync(JSON.stringify(record));
  }

  close(): Promise<void> {
    return this.#file?.close() ?? Promise.resolve();
  }

  #open(subject: JournalSubject): void {
    const { id, request, choice, facts, done } = subject;
    this.#tasks.set(id, { id, request, choice, facts, done: [...done], writes: new Map() });
    this.#note({ type: 'task', id, request, choice, facts: { ...facts }, done: [...done] });
    if (this.#file !== undefined || this.#tasks.size <= KEPT_IN_MEMORY) return;
    const [oldest] = this.unsettled();
    if (oldest !== undefined) this.#tasks.delete(oldest.id);
  }

  #note(record: JournalRecord): void {
    this.#file?.add(JSON.stringify(record));
  }
}
