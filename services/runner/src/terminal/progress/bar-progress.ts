import { SingleBar } from 'cli-progress';
import type { Progress } from './progress.ts';
import { armsSoFar, clockTime } from '../words.ts';

/** A bar that redraws itself, for a terminal. */
export function barProgress(output: NodeJS.WriteStream): Progress {
  const bar = new SingleBar({
    stream: output,
    format: '{bar} {value}/{total} runs  rate {rate}  {left} left  {arms}',
    barsize: 24,
    barCompleteChar: '#',
    barIncompleteChar: '.',
    fps: 8,
    hideCursor: true,
    gracefulExit: false,
  });
  let started = false;
  return {
    update(state) {
      const shown = {
        rate: state.rate,
        left: clockTime(state.leftS),
        arms: armsSoFar(state.arms),
      };
      if (!started) bar.start(state.planned, state.done, shown);
      else bar.update(state.done, shown);
      started = true;
    },
    note: (text) => {
      output.write(`${started ? '\n' : ''}${text}\n`);
    },
    close: () => {
      if (started) bar.stop();
    },
  };
}
