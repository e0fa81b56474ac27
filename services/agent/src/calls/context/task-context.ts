import type { TaskRequest } from '@chaos-lab/contracts';
import { type Clock, scaledClock, seededRandom } from '@chaos-lab/service-kit';
import type { PlaybookSettings } from '@chaos-lab/contracts';
import { Freshness } from '../failure/freshness.ts';
import { type WriteKeeper, WriteLog } from '../writes/write-log.ts';
import { Deadline } from './deadline.ts';
import { Trace, type TaskListener } from './trace.ts';

/** Everything that belongs to one task and to no other. */
export interface TaskContext {
  readonly request: TaskRequest;
  readonly trace: Trace;
  /** Runs `timeScale` times as fast as real time; 0 where the task began. */
  readonly clock: Clock;
  /**
   * Lab ms since the task began: decided waits at their full length and everything else as it was,
   * so that a slow network does not count `timeScale` times.
   */
  elapsedMs(): number;
  readonly timeScale: number;
  readonly deadline: Deadline;
  /** Lab ms that one call may take. */
  readonly attemptTimeoutMs: number;
  readonly floors: RealTimeFloors;
  readonly signal: AbortSignal | undefined;
  /** What is known of everything that the task has written. */
  readonly writes: WriteLog;
  /** Lab ms after its last send from which a write that cannot be found has not happened. */
  readonly settleMs: number;
  readonly freshness: Freshness;
  /**
   * Uniform draw for the nth wait of an operation. Keyed and not taken from a stream, so that two
   * arms of a session that part ways still draw alike where they do the same.
   */
  draw(operation: string, n: number): number;
}

/**
 * Real milliseconds below which a scaled timeout or deadline does not go: at a high time scale they
 * would else measure how busy the machine is.
 */
export interface RealTimeFloors {
  readonly attemptMs: number;
  readonly deadlineMs: number;
}

export const DEFAULT_FLOORS: RealTimeFloors = { attemptMs: 1_000, deadlineMs: 30_000 };
const DEFAULT_ATTEMPT_TIMEOUT_S = 10;

export interface ContextOptions {
  readonly request: TaskRequest;
  readonly settings: PlaybookSettings | undefined;
  readonly clock: Clock;
  readonly floors: RealTimeFloors;
  readonly keeper?: WriteKeeper | undefined;
  readonly listener?: TaskListener | undefined;
  readonly signal?: AbortSignal | undefined;
}

export function createTaskContext(options: ContextOptions): TaskContext {
  const { request, settings, clock, floors, keeper, listener, signal } = options;
  const { timeScale, seed, session } = request;
  const deadlineS = request.deadlineS ?? settings?.deadline_s;
  const attemptTimeoutS =
    request.attemptTimeoutS ?? settings?.attempt_timeout_s ?? DEFAULT_ATTEMPT_TIMEOUT_S;
  // At time scale 1 a lab second is a real one, and every limit means what it says.
  const unfloored = timeScale <= 1;
  const trace = new Trace(listener);
  const began = clock.now();
  const elapsedMs = (): number => clock.now() - began + trace.waitMs * (1 - 1 / timeScale);
  return {
    request,
    trace,
    clock: scaledClock(clock, timeScale),
    elapsedMs,
    timeScale,
    deadline: new Deadline({
      limitMs: deadlineS === undefined ? undefined : deadlineS * 1000,
      timeScale,
      now: () => clock.now(),
      floorMs: unfloored ? 0 : floors.deadlineMs,
    }),
    attemptTimeoutMs: attemptTimeoutS * 1000,
    floors: unfloored ? { attemptMs: 0, deadlineMs: 0 } : floors,
    signal,
    writes: new WriteLog(elapsedMs, keeper),
    settleMs: (settings?.settle_s ?? 0) * 1000,
    freshness: new Freshness(() => clock.now()),
    draw: (operation, n) => seededRandom(`${seed}\n${session}\n${operation}\n${n}`)(),
  };
}
