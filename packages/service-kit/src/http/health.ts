import { Router } from 'express';
import { problemType, sendProblem } from './problem.ts';

/** One thing that must be in order before a process can serve. */
export interface ReadinessCheck {
  readonly name: string;
  /** Undefined when ready, else the reason in a few words. Throwing counts as a reason. */
  readonly check: () => string | undefined | Promise<string | undefined>;
}

/** `/healthz` says the process is alive; `/readyz` runs every check and names those that fail. */
export function health(checks: readonly ReadinessCheck[] = []): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const results = await Promise.all(checks.map(run));
    const failing = results.filter((result) => result.reason !== undefined);
    response.set('Cache-Control', 'no-store');
    if (failing.length === 0) {
      response.json({ status: 'ready', checks: checks.map(({ name }) => name) });
      return;
    }
    const detail = failing.map(({ name, reason }) => `${name}: ${reason}`).join('; ');
    const type = problemType('not-ready');
    sendProblem(response, { type, title: 'Not ready', status: 503, detail, failing });
  });
  return router;
}

async function run({ name, check }: ReadinessCheck) {
  try {
    return { name, reason: await check() };
  } catch (error) {
    return { name, reason: error instanceof Error ? error.message : String(error) };
  }
}
