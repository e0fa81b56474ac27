import type { Experiment, Manifest, Scenario } from '@chaos-lab/contracts';
import type { PauseMonitor } from '@chaos-lab/service-kit';
import { expandRates } from '../experiment/expand-rates.ts';
import type { HttpClient } from '../lab/http-client.ts';
import { takeLeases } from '../lab/leases.ts';
import { putScenario, resetProxy, startReplay } from '../lab/proxy-admin.ts';
import type { Subject } from '../subject/subject.ts';
import type { LabState } from '../summary/online-summary.ts';
import { calmTrial } from './calm-trial.ts';
import { type Replay, tapeOf } from './replay-source.ts';
import { type LabWatch, watchLab } from './watch/lab-watch.ts';

/** The lab as an experiment needs it: its own, empty, watched, with every arm tried out. */
export type PreparedLab = {
  readonly watch: LabWatch;
  /** What every process runs with. */
  readonly settings: Manifest['settings'];
  /** Leases, by address, for whoever comes after a sudden end. */
  readonly tokens: ReadonlyMap<string, string>;
  state(): LabState;
  /** Lets others have it, as it was before. */
  giveBack(): Promise<void>;
};

export async function prepareLab(options: {
  readonly experiment: Experiment;
  readonly scenario: Scenario;
  readonly subject: Subject;
  readonly proxy: HttpClient;
  readonly replay: Replay | undefined;
  readonly own: PauseMonitor;
  /** Real ms from which on a standstill counts. */
  readonly leastMs: number;
  readonly abandoned: ReadonlyMap<string, string>;
  /** Aborted where the lease is lost. */
  readonly interrupt: AbortController;
}): Promise<PreparedLab> {
  const { experiment, scenario, subject, proxy, replay, interrupt } = options;
  const alone = [proxy, ...subject.leased];
  let lost = false;
  const leases = await takeLeases(alone, `the experiment ${experiment.name}`, {
    abandoned: options.abandoned,
    onLost(error) {
      lost = true;
      interrupt.abort(error);
    },
  });
  try {
    const { own, leastMs } = options;
    const watch = await watchLab({ alone, others: subject.watched, own, leastMs });
    await subject.upstream.reset();
    await resetProxy(proxy);
    await putScenario(proxy, expandRates(scenario, experiment));
    await calmTrial(experiment, { subject, proxy, signal: interrupt.signal });
    if (replay !== undefined) await startReplay(proxy, tapeOf(replay.tape, replay.session));
    return {
      watch,
      settings: Object.fromEntries(watch.processes.map(({ name, settings }) => [name, settings])),
      tokens: leases.tokens,
      state: () => ({
        pauses: watch.all(),
        lease: { holder: leases.holder, lost },
        reached: experiment.arms.map((arm) => arm.name),
      }),
      giveBack: () => leases.release(),
    };
  } catch (error) {
    await leases.release();
    throw error;
  }
}
