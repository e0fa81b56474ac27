import { randomUUID } from 'node:crypto';
import {
  addProcessMetrics,
  createRegistry,
  type Logger,
  systemClock,
} from '@chaos-lab/service-kit';
import type { Express } from 'express';
import type { AgentServices } from './agent-services.ts';
import { createApp } from './app.ts';
import type { AgentConfig } from './config.ts';
import { AnswerCache } from './executor/answer-cache.ts';
import { SharedState } from './executor/shared-state.ts';
import { openUpstream } from './http/upstream.ts';
import { createMetrics } from './metrics.ts';
import { PlaybookLibrary } from './playbook/library.ts';
import { readPlaybook, readPlaybooks } from './playbook/read-playbooks.ts';

export interface Agent {
  readonly app: Express;
  readonly services: AgentServices;
  /** Ends every connection and timer. */
  close(): Promise<void>;
}

/** An agent as its settings describe it, not listening. Throws a PlaybookError for a broken file. */
export function createAgent(config: AgentConfig, log: Logger): Agent {
  const own = config.playbook === undefined ? [] : [readPlaybook(config.playbook)];
  const library = new PlaybookLibrary([...readPlaybooks(config.playbooks), ...own], own[0]?.name);
  const upstream = openUpstream(config.baseUrl);
  const shared = new SharedState();
  const registry = createRegistry('agent');
  addProcessMetrics(registry);
  const metrics = createMetrics({
    registry,
    upstream: new URL(config.baseUrl).host,
    tokens: () => shared.fewestTokens(),
  });
  const services: AgentServices = {
    upstream,
    library,
    clock: systemClock,
    floors: { attemptMs: config.attemptFloorMs, deadlineMs: config.deadlineFloorMs },
    answers: new AnswerCache(() => systemClock.now()),
    shared,
    onTransition: (route, to) => metrics.transition(route, to),
    newTaskId: () => randomUUID(),
  };
  return {
    app: createApp({ services, metrics, registry, log }),
    services,
    close: async () => {
      shared.close();
      await upstream.close();
    },
  };
}
