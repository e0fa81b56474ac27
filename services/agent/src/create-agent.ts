import { randomUUID } from 'node:crypto';
import {
  addProcessMetrics,
  createRegistry,
  type Logger,
  systemClock,
} from '@chaos-lab/service-kit';
import type { Express } from 'express';
import type { AgentServices } from './task/agent-services.ts';
import { createApp } from './app.ts';
import { assets } from './assets.ts';
import { type AgentConfig, watchAgent } from './config.ts';
import { AnswerCache } from './calls/answer-cache.ts';
import { SharedState } from './calls/guards/shared-state.ts';
import { openUpstream } from './calls/http/upstream.ts';
import { openAdvisor } from './recovery/playbook/advice/open-advisor.ts';
import { createMetrics } from './metrics.ts';
import { PlaybookLibrary } from './recovery/playbook/library.ts';
import { watchPlaybooks } from './recovery/playbook/playbook-watch.ts';
import { readPlaybook, readPlaybooks } from './recovery/playbook/read-playbooks.ts';
import { readArticles } from './recovery/playbook/search/read-articles.ts';
import { openJournal } from './task/journal/open-journal.ts';
import { WORKFLOWS } from './workflow/registry.ts';

export interface Agent {
  readonly app: Express;
  readonly services: AgentServices;
  /** Ends every connection, timer and watch. */
  close(): Promise<void>;
}

/** An agent as its settings describe it, not listening. Throws a UserError for a broken file. */
export function createAgent(config: AgentConfig, log: Logger): Agent {
  const library = loadLibrary(config);
  const articles = readArticles(config.knowledgeBase ?? assets('knowledge_base'));
  const journal = openJournal(config.journal);
  const llm = openAdvisor({ ...config, prompts: config.prompts ?? assets('prompts') });
  const upstream = openUpstream(config.baseUrl);
  const shared = new SharedState();
  const watch = watchAgent(config);
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
    workflows: WORKFLOWS,
    journal,
    articles,
    advisor: llm?.advisor,
    clock: systemClock,
    floors: { attemptMs: config.attemptFloorMs, deadlineMs: config.deadlineFloorMs },
    answers: new AnswerCache(() => systemClock.now()),
    shared,
    onBreakerMove: (route, from, to) => metrics.breakerMoved(route, from, to),
    newTaskId: () => randomUUID(),
  };
  const endWatch = config.watch ? keepCurrent(config, library, log) : undefined;
  return {
    app: createApp({ services, metrics, registry, watch, log, host: config.host }),
    services,
    close: async () => {
      endWatch?.();
      watch.close();
      shared.close();
      await Promise.all([upstream.close(), llm?.upstream.close(), journal.close()]);
    },
  };
}

function loadLibrary({ playbook, playbooks }: AgentConfig): PlaybookLibrary {
  const own = playbook === undefined ? undefined : readPlaybook(playbook);
  const all = readPlaybooks(playbooks ?? assets('playbooks'));
  return new PlaybookLibrary(own === undefined ? all : [...all, own], own?.name);
}

function keepCurrent(config: AgentConfig, library: PlaybookLibrary, log: Logger): () => void {
  return watchPlaybooks({
    folders: [config.playbooks ?? assets('playbooks')],
    files: config.playbook === undefined ? [] : [config.playbook],
    onLoaded(loaded) {
      const { name, version } = loaded;
      if (library.has(name) && library.get(name).version === version) return;
      library.put(loaded);
      log.info({ playbook: name, version }, 'playbook read again');
    },
    onRefused({ problems }) {
      log.error({ problems }, 'playbook refused, the one before stays in force');
    },
  });
}
