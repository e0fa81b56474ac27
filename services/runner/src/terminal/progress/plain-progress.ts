import type { Progress } from './progress.ts';
import { armsSoFar, clockTime } from '../words.ts';

type Output = { write(text: string): unknown };

/** A line for every tenth of the way, and at least one every 30 seconds: for logs and pipes. */
export function plainProgress(output: Output): Progress {
  let tenth = 0;
  let saidAt = 0;
  return {
    update(state) {
      const now = Math.floor((10 * state.done) / state.planned);
      if (now <= tenth && state.elapsedS - saidAt < 30) return;
      tenth = now;
      saidAt = state.elapsedS;
      const { done, planned, rate } = state;
      output.write(
        `${done}/${planned} runs, rate ${rate}, ${clockTime(state.leftS)} left: ${armsSoFar(state.arms)}\n`,
      );
    },
    note: (text) => {
      output.write(`${text}\n`);
    },
    close: () => {},
  };
}
