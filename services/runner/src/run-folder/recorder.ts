import { join } from 'node:path';
import { RUN_FILE } from '@chaos-lab/contracts';
import type { RunOutput } from '../run/run-output.ts';
import { type LineFile, openLineFile } from './line-file.ts';
import { STREAM_NAMES, STREAMS } from './streams/all-streams.ts';
import type { StreamName } from './streams/stream.ts';

/** Runs that wait at most: enough to make writing cheap, little enough to lose little. */
const MAX_WAITING_RUNS = 32;
const MAX_WAITING_MS = 250;

/** How many bytes of each file of an earlier part of the run are to be kept. */
export type KeptBytes = Readonly<Record<StreamName, number>>;

/** Streams runs into the files of a run folder that grow. */
export type Recorder = {
  /** Resolves when there is room for more. */
  record(runs: readonly RunOutput[]): Promise<void>;
  /** Runs that stand in every file, of this part of the experiment. */
  written(): number;
  flush(): Promise<void>;
  close(): Promise<void>;
};

export async function openRecorder(
  folder: string,
  options: { readonly now: () => number; readonly keep?: KeptBytes },
): Promise<Recorder> {
  const files = new Map<StreamName, LineFile>();
  for (const name of STREAM_NAMES) {
    const file = await openLineFile(join(folder, RUN_FILE[name]), options.keep?.[name] ?? 0);
    if (file.size() === 0) await file.append(STREAMS[name].header);
    files.set(name, file);
  }
  return recorder(files, options.now);
}

function recorder(files: ReadonlyMap<StreamName, LineFile>, now: () => number): Recorder {
  let waiting: RunOutput[] = [];
  let flushedAt = now();
  let written = 0;

  const flush = async (): Promise<void> => {
    const runs = waiting;
    waiting = [];
    flushedAt = now();
    for (const [name, file] of files) await file.append(STREAMS[name].lines(runs));
    written += runs.length;
  };

  return {
    async record(runs) {
      waiting.push(...runs);
      if (waiting.length >= MAX_WAITING_RUNS || now() - flushedAt >= MAX_WAITING_MS) await flush();
    },
    written: () => written,
    flush,
    async close() {
      await Promise.all([...files.values()].map((file) => file.close()));
    },
  };
}
