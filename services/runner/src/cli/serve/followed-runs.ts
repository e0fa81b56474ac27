import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type Manifest, manifestSchema, RUN_FILE, summarySchema } from '@chaos-lab/contracts';
import { RunFolderError } from '../../errors.ts';
import { plannedRuns } from '../../experiment/pairs.ts';
import type { RunnerMetrics, RunnerRegistry } from '../../metrics.ts';
import { followRows, RewrittenError, type RowFollower } from '../../run-folder/follow-rows.ts';
import { intervalAt } from '../../summary/interval.ts';
import { namesIn, readAs } from './read-json.ts';

/** Run folders that are followed, the latest ones: what a dashboard can offer to choose from. */
const MOST_RUNS = 10;
/** Bytes of results that one scrape reads at most, so that it is answered in time. */
const BYTES_A_SCRAPE = 2 ** 21;
/** An experiment that has written nothing for so long was killed, whatever its summary says. */
const ABANDONED_AFTER_MS = 300_000;

type Followed = {
  readonly name: string;
  readonly manifest: Manifest;
  readonly rows: RowFollower;
  readonly metrics: RunnerMetrics;
  readable: boolean;
};

/**
 * Brings the metrics up to date with every experiment that has a folder in `runsDir`, whoever runs
 * it: this process, another, or one that has ended. Each row of a file counts once.
 */
export function followedRuns(
  runsDir: string,
  exported: RunnerRegistry,
  now: () => number,
): () => Promise<void> {
  let known = new Map<string, Followed>();
  let followed: readonly Followed[] = [];
  let last: Promise<void> = Promise.resolve();

  const begin = (name: string): Followed | undefined => {
    const manifest = readAs(manifestSchema, join(runsDir, name, RUN_FILE.manifest));
    if (manifest === undefined) return undefined;
    return {
      name,
      manifest,
      rows: followRows(join(runsDir, name, RUN_FILE.results)),
      metrics: exported.experiment({
        name,
        startedAt: manifest.startedAt,
        intervalOf: intervalAt(manifest.experiment.confidence),
      }),
      readable: true,
    };
  };

  const latest = (): readonly Followed[] => {
    const all = namesIn(runsDir).flatMap((name) => known.get(name) ?? begin(name) ?? []);
    known = new Map(all.map((run) => [run.name, run]));
    return all
      .toSorted((a, b) => b.manifest.startedAt.localeCompare(a.manifest.startedAt))
      .slice(0, MOST_RUNS);
  };

  /** A series cannot lose what was counted into it, so all of them begin again. */
  const startAnew = (): void => {
    exported.clear();
    known = new Map();
    followed = [];
  };

  const refresh = async (): Promise<void> => {
    let wanted = latest();
    if (followed.some((run) => !wanted.includes(run))) {
      startAnew();
      wanted = latest();
    }
    followed = wanted;
    let left = BYTES_A_SCRAPE;
    for (const run of followed) {
      left -= await readOn(run, left);
      run.metrics.state(...stateOf(join(runsDir, run.name), run.manifest, now()));
    }
  };

  return () => {
    const next = last.then(refresh).catch((error: unknown) => {
      if (!(error instanceof RewrittenError)) throw error;
      startAnew();
      return refresh();
    });
    last = next.catch(() => undefined);
    return next;
  };
}

/** Counts the rows that have come; gives how many bytes of the allowance that took. */
async function readOn(run: Followed, limit: number): Promise<number> {
  if (!run.readable || limit <= 0) return 0;
  try {
    const { rows, bytes } = await run.rows.next(limit);
    run.metrics.add(rows);
    return bytes;
  } catch (error) {
    if (!(error instanceof RunFolderError)) throw error;
    run.readable = false;
    return 0;
  }
}

/** How many runs it plans, and whether it runs: the last word of its summary, unless that is old. */
function stateOf(folder: string, manifest: Manifest, now: number): [number, boolean] {
  const summary = readAs(summarySchema, join(folder, RUN_FILE.summary));
  const planned = summary?.planned_runs ?? plannedRuns(manifest.experiment);
  if (summary !== undefined && summary.state !== 'running') return [planned, false];
  const changed = Object.values(RUN_FILE).map(
    (file) => statSync(join(folder, file), { throwIfNoEntry: false })?.mtimeMs ?? 0,
  );
  return [planned, now - Math.max(...changed) < ABANDONED_AFTER_MS];
}
