// Does goodput come back when an overload is over? Tasks arrive at a fixed pace, whatever becomes of
// the ones before; in lab seconds 10-40 the search for pets has three of its ten servers.
//   node bench/agent-overload.ts [tasks a lab second] [time scale] [seconds of patience]
// A call that takes long because the machine is busy counts as overload: the first window tells
// whether there was any before the trigger.
import { overload, WINDOW_S } from '../tests/e2e/agent/overload.ts';

const [pace = 7, timeScale = 1, patienceS = 2.25] = process.argv.slice(2).map(Number);
const results = await overload({
  arms: {
    none: { type: 'none' },
    'blind-2': { type: 'blind', retries: 2 },
    'axios-retry': { type: 'axios-retry', retries: 3, mode: 'exponential' },
    training: { type: 'playbook', name: 'training' },
    resilient: { type: 'playbook', name: 'resilient' },
  },
  pace,
  patienceS,
  endS: 120,
  timeScale,
});

console.log(`${pace} tasks a lab second, time scale ${timeScale}, patience ${patienceS} s`);
console.log(`verified tasks a lab second, by ${WINDOW_S} s; the trigger is in 10-40`);
const row = (name: string, values: readonly number[]): void =>
  console.log(`${name.padEnd(22)}${values.map((value) => value.toFixed(1).padStart(7)).join('')}`);
for (const [arm, { verified, calls }] of Object.entries(results)) {
  row(arm, verified);
  row(`${arm} (calls)`, calls);
}
