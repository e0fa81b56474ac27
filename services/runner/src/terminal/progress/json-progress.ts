import type { Progress } from './progress.ts';

type Output = { write(text: string): unknown };

/** One JSON line a second at most, for programs. */
export function jsonProgress(output: Output): Progress {
  let saidAt = Number.NEGATIVE_INFINITY;
  return {
    update(state) {
      if (state.elapsedS - saidAt < 1 && state.done < state.planned) return;
      saidAt = state.elapsedS;
      output.write(`${JSON.stringify({ event: 'progress', ...state })}\n`);
    },
    note: (text) => {
      output.write(`${JSON.stringify({ event: 'note', text })}\n`);
    },
    close: () => {},
  };
}
