import { DEFAULT_ARM, type Experiment, type Identity } from '@chaos-lab/contracts';
import { systemClock } from '@chaos-lab/service-kit';
import { BadInputError, LabFailureError } from '../errors.ts';
import type { Host } from '../host.ts';
import { httpClient } from '../lab/http-client.ts';
import { startLab } from '../lab/start-lab.ts';
import type { Client } from '../subject/client/client.ts';
import type { Oracle } from '../subject/oracle.ts';
import { petstoreOrder } from '../subject/petstore-order/petstore-order.ts';
import type { TrialClient } from './client-end.ts';
import { type Trials, trials } from './trials.ts';

export type LabBench = {
  readonly trials: Trials;
  readonly oracle: Oracle;
  readonly client: TrialClient;
  readonly target: string;
  stop(): Promise<void>;
};

/** A lab of its own with one arm of an experiment as the client, judged by the subject's own oracle. */
export async function openLabBench(options: {
  readonly experiment: Experiment;
  readonly arm: string;
  readonly parallel: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly killGroup: Host['killGroup'];
  readonly interrupt: AbortController;
  readonly note: (text: string) => void;
}): Promise<LabBench> {
  const { arm, parallel, interrupt, env, killGroup } = options;
  const experiment = { ...options.experiment, concurrency: parallel };
  const known = experiment.arms.map(({ name }) => name);
  if (!known.includes(arm)) {
    throw new BadInputError(
      `--arm: no arm ${arm} in ${experiment.name}: expected ${known.join(', ')}`,
    );
  }
  const lab = await startLab({ note: options.note });
  void lab.broken.then((reason) => interrupt.abort(reason));
  const { addresses } = lab;
  const subject = petstoreOrder(experiment, { addresses, adminToken: undefined, env, killGroup });
  const connections = parallel + 2;
  const proxy = httpClient('chaos-proxy', addresses.proxyAdminUrl, { connections });
  const stop = async (): Promise<void> => {
    await Promise.all([subject.close(), proxy.close()]);
    await lab.stop();
  };
  try {
    await subject.requireReady();
    const client = subject.clients.get(arm);
    if (client === undefined) throw new LabFailureError(`nothing runs the arm ${arm}`);
    return {
      oracle: subject.oracle,
      target: addresses.petstoreUrl,
      client: armClient(arm, client),
      trials: trials({
        client: armClient(arm, client),
        proxyUrl: addresses.proxyUrl ?? '',
        proxy,
        oracle: subject.oracle,
        prefix: `h${Math.round(systemClock.now()).toString(36)}-`,
        reset: null,
        signal: interrupt.signal,
      }),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** An arm as a client of trials: it goes by its session, and knows where the proxy is. */
function armClient(arm: string, client: Client): TrialClient {
  return {
    text: `arm ${arm}`,
    async run({ session }, { timeoutMs, signal }) {
      const identity: Identity = { session, arm: DEFAULT_ARM };
      const late = AbortSignal.timeout(timeoutMs);
      try {
        const claim = await client(identity, AbortSignal.any([signal, late]));
        const says = claim.outcome === 'success' ? 'success' : 'failure';
        const output = claim.output ?? '';
        return { says, how: 'ended', with: claim.outcome, output, realMs: claim.realMs };
      } catch (error) {
        signal.throwIfAborted();
        if (!late.aborted) throw error;
        return {
          says: 'failure',
          how: 'timeout',
          with: 'no end in time',
          output: '',
          realMs: timeoutMs,
        };
      }
    },
    close: () => Promise.resolve(),
  };
}
