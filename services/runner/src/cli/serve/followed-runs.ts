import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type Manifest, RUN_FILE } from '@chaos-lab/contracts';
import { RunFolderError } from '../../errors.ts';
import { plannedRuns } from '../../experiment/pairs.ts';
import type { RunnerMetrics, RunnerRegistry } from '../../metrics.ts';
import { ifWhole, readManifest, readSummary } from '../../run-folder/documents.ts';
import { followRows, RewrittenError, type RowFollower } from '../../run-folder/follow-rows.ts';
import { intervalAt } from '../../summary/interval.ts';
import { namesIn } from './names-in.ts';

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

  const begin = async (name: string): Promise<Followed | undefined> => {
    const manifest = await ifWhole(readManifest(join(runsDir, name)));
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

  const latest = async (): Promise<readonly Followed[]> => {
    const found = namesIn(runsDir).map(async (name) => known.get(name) ?? (await begin(name)));
    const all = (await Promise.all(found)).filter((run) => run !== undefined);
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
    let wanted = await latest();
    if (followed.some((run) => !wanted.includes(run))) {
      startAnew();
      wanted = await latest();
    }
    followed = wanted;
    let left = BYTES_A_SCRAPE;
    for (const run of followed) {
      left -= await readOn(run, left);
      run.metrics.state(...(await stateOf(join(runsDir, run.name), run.manifest, now())));
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
async function stateOf(
  folder: string,
  manifest: Manifest,
  now: number,
): Promise<[number, boolean]> {
  const summary = await ifWhole(readSummary(folder));
  const planned = summary?.planned_runs ?? plannedRuns(manifest.experiment);
  if (summary !== undefined && summary.state !== 'running') return [planned, false];
  const changed = Object.values(RUN_FILE).map(
    (file) => statSync(join(folder, file), { throwIfNoEntry: false })?.mtimeMs ?? 0,
  );
  return [planned, now - Math.max(...changed) < ABANDONED_AFTER_MS];
}
