// Does goodput come back when an overload is over? Tasks arrive at a fixed pace, whatever becomes of
// the ones before; the API loses three quarters of its capacity from second 10 to second 30.
//   node bench/agent-overload.ts [tasks a lab second] [time scale]
// Needs a quiet machine: a call that takes long because the machine is busy counts as overload.
import { PETSTORE_BASE_PATH, type Policy } from '@chaos-lab/contracts';
import { spawnService } from '@chaos-lab/service-kit';

const PACE = Number(process.argv[2] ?? 4.3);
const TIME_SCALE = Number(process.argv[3] ?? 1);
const LAST_ARRIVAL_S = 80;
const END_S = 100;
const WINDOW_S = 10;
/** Below the wait in a full queue, so that the API works for clients that have given up. */
const ATTEMPT_TIMEOUT_S = 0.45;

const ARMS: Readonly<Record<string, Policy>> = {
  'blind-2': { type: 'blind', retries: 2 },
  resilient: { type: 'playbook', name: 'resilient' },
};

const start = (name: string, args: readonly string[]) =>
  spawnService({
    name,
    script: `services/${name}/src/main.ts`,
    args: ['--port=0', '--log-level=warn', ...args],
    readyTimeoutMs: 60_000,
  });
const petstore = await start('petstore-mock', ['--admin-port=0']);
const proxy = await start('chaos-proxy', [
  '--admin-port=0',
  `--target=${petstore.addresses['traffic']}`,
  '--decision-log=none',
  '--scenario=overload',
  `--time-scale=${TIME_SCALE}`,
]);
const agent = await start('agent', [
  `--base-url=${proxy.addresses['traffic']}${PETSTORE_BASE_PATH}`,
  '--attempt-floor-ms=0',
]);

/** Tasks done a lab second in each window. The arms run side by side: each has its own capacity. */
async function goodput(arm: string, policy: Policy): Promise<number[]> {
  const done = Array.from({ length: END_S / WINDOW_S }, () => 0);
  const began = performance.now();
  const labSeconds = (): number => ((performance.now() - began) / 1000) * TIME_SCALE;
  const one = async (index: number): Promise<void> => {
    const answer = await fetch(`${agent.addresses['traffic']}/tasks`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        session: `s-${index}`,
        arm,
        policy,
        timeScale: TIME_SCALE,
        attemptTimeoutS: ATTEMPT_TIMEOUT_S,
        deadlineS: 60,
      }),
    });
    const { outcome } = (await answer.json()) as { outcome: string };
    const window = Math.floor(labSeconds() / WINDOW_S);
    if (outcome === 'success' && window < done.length) done[window] = (done[window] ?? 0) + 1;
  };
  const running: Promise<void>[] = [];
  for (let index = 0; index < PACE * LAST_ARRIVAL_S; index += 1) {
    const dueMs = (index / PACE / TIME_SCALE) * 1000 - (performance.now() - began);
    if (dueMs > 0) await new Promise((resolve) => setTimeout(resolve, dueMs));
    running.push(one(index));
  }
  await Promise.all(running);
  return done.map((count) => count / WINDOW_S);
}

console.log(`${PACE} tasks a lab second until second ${LAST_ARRIVAL_S}, time scale ${TIME_SCALE}`);
console.log('tasks done a second, by ten seconds; the overload is in 10-30');
await Promise.all(
  Object.entries(ARMS).map(async ([arm, policy]) => {
    const windows = await goodput(arm, policy);
    console.log(`${arm.padEnd(10)} ${windows.map((rate) => rate.toFixed(1).padStart(6)).join('')}`);
  }),
);
await Promise.all([agent.stop(), proxy.stop(), petstore.stop()]);
