import type { BreakerState } from '@chaos-lab/contracts';
import type { Clock } from '@chaos-lab/service-kit';
import type { AnswerCache } from '../calls/answer-cache.ts';
import type { SharedState } from '../calls/guards/shared-state.ts';
import type { Advisor } from '../recovery/playbook/advice/advisor.ts';
import type { Article } from '../recovery/playbook/search/article.ts';
import type { Upstream } from '../calls/http/upstream.ts';
import type { PlaybookLibrary } from '../recovery/playbook/library.ts';
import type { RealTimeFloors } from '../calls/context/task-context.ts';
import type { Journal } from './journal/journal.ts';
import type { Workflows } from '../workflow/registry.ts';

/** What all tasks of a process share. */
export interface AgentServices {
  readonly upstream: Upstream;
  readonly library: PlaybookLibrary;
  readonly workflows: Workflows;
  readonly journal: Journal;
  readonly articles: readonly Article[];
  readonly advisor: Advisor | undefined;
  readonly clock: Clock;
  readonly floors: RealTimeFloors;
  readonly answers: AnswerCache;
  readonly shared: SharedState;
  /** Told about every breaker: made (`from` undefined), moved, given up (`to` undefined). */
  readonly onBreakerMove: (
    route: string,
    from: BreakerState | undefined,
    to: BreakerState | undefined,
  ) => void;
  /** Names a task, unlike any other. */
  readonly newTaskId: () => string;
}
