import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import type { Settings } from '../config/settings.ts';
import { type PauseMonitor, pauseMonitor } from './pause-monitor.ts';
import type { ProcessInfo } from './process-info-schema.ts';

/** What a process can say about itself. */
export type ProcessWatch = {
  info(): ProcessInfo;
  close(): void;
};

/** Watches the clocks of this process from now on. `table` is what `settings` was read into. */
export function watchProcess(
  name: string,
  table: Settings,
  settings: Readonly<Record<string, unknown>>,
  monitor: PauseMonitor = pauseMonitor(),
): ProcessWatch {
  const known = {
    v: 1,
    name,
    instance: randomUUID(),
    startedAt: Math.round(performance.timeOrigin),
    settings: publicSettings(table, settings),
  } as const;
  return {
    info() {
      monitor.look();
      return { ...known, pauses: [...monitor.recent()] };
    },
    close: () => monitor.close(),
  };
}

/** `GET /process`: which process answers, by what settings it runs, and when it stood still. */
export function processRoute(watch: ProcessWatch): Router {
  const router = Router();
  router.get('/process', (_request, response) => {
    response.set('Cache-Control', 'no-store').json(watch.info());
  });
  return router;
}

/** Resolved settings by their flags; of a secret only whether it is set. */
function publicSettings(
  table: Settings,
  values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(table).map(([key, { flag, secret }]) => {
      const value = values[key] ?? null;
      return [flag, secret === true && value !== null ? '[set]' : value];
    }),
  );
}
