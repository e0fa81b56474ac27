import { splitRunId } from '../../experiment/run-id.ts';
import { wholeLines } from '../whole-lines.ts';
import type { Stream } from './stream.ts';

/** `output.ndjson`: what the client of a failed run printed last, one line a run. */
export const output: Stream = {
  header: '',
  lines: (runs) =>
    runs
      .filter(({ printed }) => printed !== undefined)
      .map(({ row, printed }) => `${JSON.stringify({ run_id: row.run_id, output: printed })}\n`)
      .join(''),
  async keptBytes(path, isDone) {
    let kept = 0;
    for await (const lines of wholeLines(path)) {
      for (const { text, end } of lines) {
        const { run_id: id } = JSON.parse(text) as { run_id: string };
        const { session, rate } = splitRunId(id);
        if (!isDone(session, rate)) return kept;
        kept = end;
      }
    }
    return kept;
  },
};
