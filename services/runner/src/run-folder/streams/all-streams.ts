import { attempts } from './attempts-file.ts';
import { output } from './output-file.ts';
import { results } from './results-file.ts';
import type { Stream, StreamName } from './stream.ts';
import { tape } from './tape-file.ts';

/**
 * Every file that grows with the runs, in the order in which they are written. The results come last:
 * a run that stands there stands in all the others as well.
 */
export const STREAMS: Readonly<Record<StreamName, Stream>> = {
  tape,
  output,
  attempts,
  results,
};

export const STREAM_NAMES = Object.keys(STREAMS) as readonly StreamName[];
