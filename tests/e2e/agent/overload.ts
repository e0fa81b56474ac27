import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  orderFactsSchema,
  PETSTORE_BASE_PATH,
  type Policy,
  taskResultSchema,
} from '@chaos-lab/contracts';
import { spawnService } from '@chaos-lab/service-kit';

export interface OverloadOptions {
  readonly arms: Readonly<Record<string, Policy>>;
  /** Arrivals a lab second, whatever becomes of the tasks before: an open loop. */
  readonly pace: number;
  /** Lab seconds after which a client gives a call up. */
  readonly patienceS: number;
  /** When arrivals and the measurement end, lab seconds; the trigger of the scenario is in 10-40. */
  readonly endS: number;
  readonly timeScale: number;
}

export interface ArmGoodput {
  /** Tasks a lab second that claim success and that the ledger confirms, by windows of WINDOW_S. */
  readonly verified: readonly number[];
  /** Calls a lab second, by the window in which their task ended. */
  readonly calls: readonly number[];
}

export const WINDOW_S = 10;

/** Sends the same arrivals to every arm, side by side: each has a service of its own to overload. */
export async function overload(options: OverloadOptions): Promise<Record<string, ArmGoodput>> {
  const { arms, pace, patienceS, endS, timeScale } = options;
  const started: { stop(): Promise<unknown> }[] = [];
  const start = async (name: string, args: readonly string[]) => {
    const service = await spawnService({
      name,
      script: `services/${name}/src/main.ts`,
      args: ['--port=0', '--log-level=warn', ...args],
      readyTimeoutMs: 90_000,
    });
    started.push(service);
    return service.addresses;
  };
  try {
    const petstore = await start('petstore-mock', ['--admin-port=0']);
    const proxy = await start('chaos-proxy', [
      '--admin-port=0',
      `--target=${petstore['traffic']}`,
      '--decision-log=none',
      '--scenario=overload',
      `--time-scale=${timeScale}`,
    ]);
    const agent = await start('agent', [
      `--base-url=${proxy['traffic']}${PETSTORE_BASE_PATH}`,
      '--attempt-floor-ms=0',
    ]);

    const task = async (arm: string, policy: Policy, session: string) => {
      const answer = await fetch(`${agent['traffic']}/tasks`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ session, arm, policy, timeScale, attemptTimeoutS: patienceS }),
      });
      const result = taskResultSchema.parse(await answer.json());
      const verdict = `${petstore['admin']}/verdict/${session}/${arm}/drain?workflow=order`;
      const facts = orderFactsSchema.parse(await (await fetch(verdict, { method: 'POST' })).json());
      return { verified: result.outcome === 'success' && facts.complete, calls: result.calls };
    };

    const drive = async (arm: string, policy: Policy): Promise<ArmGoodput> => {
      const windows = Array.from({ length: endS / WINDOW_S }, () => ({ verified: 0, calls: 0 }));
      const began = performance.now();
      const labS = (): number => ((performance.now() - began) / 1000) * timeScale;
      const one = async (index: number): Promise<void> => {
        const { verified, calls } = await task(arm, policy, `s-${index}`);
        const window = windows[Math.floor(labS() / WINDOW_S)];
        if (window === undefined) return;
        window.calls += calls;
        if (verified) window.verified += 1;
      };
      const running: Promise<void>[] = [];
      for (let index = 0; index < pace * endS; index += 1) {
        const dueMs = ((index / pace - labS()) / timeScale) * 1000;
        if (dueMs > 0) await sleep(dueMs);
        running.push(one(index));
      }
      await Promise.all(running);
      return {
        verified: windows.map(({ verified }) => verified / WINDOW_S),
        calls: windows.map(({ calls }) => calls / WINDOW_S),
      };
    };

    const driven = Object.entries(arms).map(
      async ([arm, policy]) => [arm, await drive(arm, policy)] as const,
    );
    return Object.fromEntries(await Promise.all(driven));
  } finally {
    await Promise.all(started.map((service) => service.stop()));
  }
}
