import { join } from 'node:path';
import {
  ATTEMPT_COLUMNS,
  type AttemptRow,
  RUN_COLUMNS,
  RUN_FILE,
  type RunColumn,
  type RunRow,
} from '@chaos-lab/contracts';
import type { RunOutput } from '../run/run-pairs.ts';
import { csvTable } from './csv-table.ts';
import { type LineFile, openLineFile } from './line-file.ts';

const RESULTS = csvTable(Object.keys(RUN_COLUMNS) as RunColumn[]);
const ATTEMPTS = csvTable(ATTEMPT_COLUMNS);

/** Rows that wait at most: enough to make writing cheap, little enough to lose little. */
const MAX_WAITING_RUNS = 32;
const MAX_WAITING_MS = 250;

/** How many bytes of each file of an earlier part of the run are to be kept. */
export type KeptBytes = {
  readonly results: number;
  readonly attempts: number;
  readonly tape: number;
};

const NOTHING: KeptBytes = { results: 0, attempts: 0, tape: 0 };

/**
 * Streams runs into `results.csv`, `attempts.csv` and `tape.ndjson`. The results are written last:
 * a run that stands there stands in the other two files as well.
 */
export type Recorder = {
  /** Resolves when there is room for more. */
  record(runs: readonly RunOutput[]): Promise<void>;
  flush(): Promise<void>;
  close(): Promise<void>;
};

export async function openRecorder(
  folder: string,
  options: { readonly now: () => number; readonly keep?: KeptBytes },
): Promise<Recorder> {
  const keep = options.keep ?? NOTHING;
  const tape = await openLineFile(join(folder, RUN_FILE.tape), keep.tape);
  const attempts = await openLineFile(join(folder, RUN_FILE.attempts), keep.attempts);
  const results = await openLineFile(join(folder, RUN_FILE.results), keep.results);
  if (attempts.size() === 0) await attempts.append(ATTEMPTS.header);
  if (results.size() === 0) await results.append(RESULTS.header);
  return recorder({ tape, attempts, results }, options.now);
}

function recorder(
  files: Readonly<Record<'tape' | 'attempts' | 'results', LineFile>>,
  now: () => number,
): Recorder {
  let rows: RunRow[] = [];
  let attempts: AttemptRow[] = [];
  let lines: string[] = [];
  let flushedAt = now();

  const flush = async (): Promise<void> => {
    const waiting = { rows, attempts, lines };
    rows = [];
    attempts = [];
    lines = [];
    flushedAt = now();
    if (waiting.lines.length > 0) await files.tape.append(`${waiting.lines.join('\n')}\n`);
    await files.attempts.append(ATTEMPTS.lines(waiting.attempts));
    await files.results.append(RESULTS.lines(waiting.rows));
  };

  return {
    async record(runs) {
      for (const run of runs) {
        rows.push(run.row);
        attempts.push(...run.attempts);
        lines.push(...run.tapeLines);
      }
      if (rows.length >= MAX_WAITING_RUNS || now() - flushedAt >= MAX_WAITING_MS) await flush();
    },
    flush,
    async close() {
      await Promise.all(Object.values(files).map((file) => file.close()));
    },
  };
}
