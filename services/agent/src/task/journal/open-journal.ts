import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '@chaos-lab/service-kit';
import { AppendFile } from './append-file.ts';
import { Journal, type JournaledTask } from './journal.ts';
import { type JournalRecord, recordSchema } from './record.ts';

/**
 * The journal in a file, as an earlier process left it; a journal of this process alone where none is
 * named. Throws a UserError for a file that cannot be read or is no journal.
 */
export function openJournal(path: string | undefined): Journal {
  if (path === undefined) return new Journal();
  try {
    const tasks = existsSync(path) ? read(path, readFileSync(path, 'utf8')) : new Map();
    rewrite(path, [...tasks.values()]);
    return new Journal(new AppendFile(path), tasks.values());
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw refused(path, error instanceof Error ? error.message : String(error));
  }
}

const refused = (path: string, why: string): UserError =>
  new UserError(`--journal: ${path}: ${why}`, { code: 'JOURNAL_UNUSABLE', exitCode: 2 });

function read(path: string, text: string): Map<string, JournaledTask> {
  const tasks = new Map<string, JournaledTask>();
  const lines = text.split('\n');
  // The last line ends without a newline where the process was killed while it wrote: nothing waited for it.
  lines.pop();
  for (const [index, line] of lines.entries()) {
    if (line !== '') take(tasks, recordOf(path, line, index + 1));
  }
  return tasks;
}

function recordOf(path: string, line: string, number: number): JournalRecord {
  try {
    return recordSchema.parse(JSON.parse(line));
  } catch {
    throw refused(
      path,
      `line ${number} is no record of a journal: expected a file that an agent wrote`,
    );
  }
}

function take(tasks: Map<string, JournaledTask>, record: JournalRecord): void {
  if (record.type === 'task') {
    const { id, request, choice, facts, done } = record;
    tasks.set(id, { id, request, choice, facts, done, writes: new Map() });
    return;
  }
  const task = tasks.get(record.id);
  if (task === undefined) return;
  if (record.type === 'end') tasks.delete(record.id);
  else if (record.type === 'write') task.writes.set(record.write, record);
  else {
    task.facts = record.facts;
    task.done = record.done;
  }
}

/** Leaves out what is settled: a new file, on the disk before it takes the place of the old one. */
function rewrite(path: string, tasks: readonly JournaledTask[]): void {
  const records = tasks.flatMap(({ id, request, choice, facts, done, writes }): JournalRecord[] => [
    { type: 'task', id, request, choice, facts: { ...facts }, done: [...done] },
    ...writes.values(),
  ]);
  const temporary = `${path}.new`;
  const file = openSync(temporary, 'w', 0o600);
  writeSync(file, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  fsyncSync(file);
  closeSync(file);
  renameSync(temporary, path);
  const folder = openSync(dirname(path), 'r');
  fsyncSync(folder);
  closeSync(folder);
}
