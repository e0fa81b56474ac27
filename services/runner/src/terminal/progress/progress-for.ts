import { WriteStream } from 'node:tty';
import type { MainContext } from '@chaos-lab/service-kit';
import { barProgress } from './bar-progress.ts';
import { jsonProgress } from './json-progress.ts';
import { plainProgress } from './plain-progress.ts';
import type { Progress } from './progress.ts';

/** JSON lines on stdout where asked for; on stderr a bar for a terminal and plain lines for a pipe. */
export function progressFor(
  options: { readonly json: boolean },
  { stdout, stderr }: Pick<MainContext, 'stdout' | 'stderr'>,
): Progress {
  if (options.json) return jsonProgress(stdout);
  return stderr instanceof WriteStream ? barProgress(stderr) : plainProgress(stderr);
}
