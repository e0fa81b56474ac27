import { methodNotAllowed } from '@chaos-lab/service-kit';
import { Router } from 'express';
import type { AgentDeps } from '../app.ts';

/** `GET /playbooks`: what a task can name. */
export function playbookRoutes({ services: { library } }: AgentDeps): Router {
  const router = Router();
  router.get('/playbooks', (_request, response) => {
    response.json({
      default: library.defaultName ?? null,
      playbooks: library.all().map(({ name, version }) => ({ name, version })),
    });
  });
  router.all('/playbooks', methodNotAllowed(['GET']));
  return router;
}
