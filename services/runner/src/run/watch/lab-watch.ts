import type { Pause, PauseMonitor, ProcessInfo } from '@chaos-lab/service-kit';
import { LabFailureError } from '../../errors.ts';
import type { HttpClient } from '../../lab/http-client.ts';
import { processInfo } from '../../lab/process-info.ts';
import { coalesced } from './coalesced.ts';

/** A process of the lab that did nothing for a while. */
export type Disturbance = Pause & { readonly process: string };

/** Notices what would change a run and is not part of it. */
export type LabWatch = {
  /** What every process says of itself at the start. */
  readonly processes: readonly ProcessInfo[];
  /** Asks every process; what happened before this call is known when it resolves. */
  look(): Promise<void>;
  /** Disturbances in a time, in Unix ms. */
  during(from: number, to: number): readonly Disturbance[];
  /** All since the start. */
  all(): readonly Disturbance[];
};

type Watched = { readonly client: HttpClient; instance: string; seq: number };

/**
 * Watches processes from now on for pauses of at least `leastMs` real ms. `alone` are those that hold
 * what an experiment needs, so that a restart of one of them ends it: `look` throws LabFailureError then.
 */
export async function watchLab(options: {
  readonly alone: readonly HttpClient[];
  readonly others: readonly HttpClient[];
  readonly own: PauseMonitor;
  readonly leastMs: number;
}): Promise<LabWatch> {
  const { alone, others, own, leastMs } = options;
  const startedAt = Date.now();
  const seen: Disturbance[] = [];
  const note = (who: string, pauses: readonly Pause[]): void => {
    for (const pause of pauses) {
      if (pause.ms >= leastMs && pause.to >= startedAt) seen.push({ ...pause, process: who });
    }
  };
  own.look();
  let ownSeq = own.recent().at(-1)?.seq ?? 0;
  const clients = [...new Set([...alone, ...others])];
  const processes = await Promise.all(clients.map(processInfo));
  const watched = clients.map((client, index): Watched => {
    const { instance = '', pauses = [] } = processes[index] ?? {};
    return { client, instance, seq: pauses.at(-1)?.seq ?? 0 };
  });

  const ask = async (one: Watched): Promise<void> => {
    const { instance, name, pauses } = await processInfo(one.client);
    if (instance !== one.instance) {
      if (alone.includes(one.client)) {
        throw new LabFailureError(
          `${name} at ${one.client.url} was restarted while it was needed: its scenario, stores and records are gone`,
        );
      }
      // Of several that answer at one address, each counts its own.
      one.instance = instance;
      one.seq = 0;
    }
    note(
      name,
      pauses.filter((pause) => pause.seq > one.seq),
    );
    one.seq = pauses.at(-1)?.seq ?? one.seq;
  };
  const look = coalesced(async () => {
    await Promise.all(watched.map(ask));
    own.look();
    note(
      'chaos-lab',
      own.recent().filter((pause) => pause.seq > ownSeq),
    );
    ownSeq = own.recent().at(-1)?.seq ?? ownSeq;
  });
  return {
    processes,
    look,
    during: (from, to) => seen.filter((pause) => pause.from <= to && pause.to >= from),
    all: () => seen,
  };
}
