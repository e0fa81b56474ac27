import { type LookupAnswer, type LookupRequest, lookupRequestSchema } from '@chaos-lab/contracts';
import { methodNotAllowed } from '@chaos-lab/service-kit';
import { Router } from 'express';
import type { AgentServices } from '../task/agent-services.ts';
import { createResolver } from '../recovery/playbook/resolver.ts';
import type { WhenFacts } from '../recovery/playbook/when.ts';
import { TOOLS } from '../tools/registry.ts';
import { playbookOr404 } from './unknown-playbook.ts';
import { validate } from './validate.ts';

/** `POST /lookup`: the entry that a failure would get, and why. */
export function lookupRoutes(services: AgentServices): Router {
  const router = Router();
  router.post('/lookup', async (request, response) => {
    const asked = validate(lookupRequestSchema, request.body, 'validation-failed');
    const loaded = playbookOr404(services.library, asked.playbook);
    const resolution = await createResolver(
      loaded,
      services,
    )({
      tool: asked.tool,
      condition: asked.error,
      facts: factsOf(asked),
    });
    const { entry, path, level, score, trace } = resolution;
    const { name, version } = loaded;
    const answer: LookupAnswer = {
      playbook: { name, version },
      entry,
      path,
      level,
      score: score ?? null,
      trace: [...trace],
    };
    response.json(answer);
  });
  router.all('/lookup', methodNotAllowed(['POST']));
  return router;
}

function factsOf(asked: LookupRequest): WhenFacts {
  const { tool: name, attempt, elapsedS, retryAfterS, effect, keySent, recentFailureRatio } = asked;
  const tool = TOOLS.get(name);
  const safe = tool?.safe ?? false;
  return {
    attempt,
    elapsedS,
    retryAfterS,
    safe,
    idempotent: safe || keySent || (tool?.idempotent ?? false),
    ambiguous: effect === 'ambiguous',
    verifiable: tool?.verification !== undefined,
    recentFailureRatio,
  };
}
