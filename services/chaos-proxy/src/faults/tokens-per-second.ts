import { dialectOf, parseObject, wordOf } from '../dialects/index.ts';
import type { SseEvent } from '../sse/sse-event.ts';
import { eventStream, type StreamIn, type StreamOut } from './event-stream.ts';
import { type Fault, type FaultCall, NO_PARAMETERS } from './fault.ts';

const CHARACTERS_A_TOKEN = 4;
// What may wait for its turn; past it the upstream is told to pause.
const QUEUE_BYTES = 256 * 1024;

/** The real stream, whole in the end, at the pace of a model that makes so many tokens a second. */
export const tokensPerSecond: Fault<'tokens-per-second'> = {
  kind: 'tokens-per-second',
  parameters: () => NO_PARAMETERS,
  during: (call, { spec }) =>
    eventStream(call, (out) => atPace(call, 1_000 / spec.tokensPerS, out), { holds: true }),
};

function atPace(call: FaultCall, msAToken: number, out: StreamOut): StreamIn {
  const queue: { readonly bytes: Buffer; readonly tokens: number }[] = [];
  let queued = 0;
  let isRunning = false;
  let hasEnded = false;

  const run = async (): Promise<void> => {
    isRunning = true;
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      if (next.tokens > 0 && !(await call.wait(next.tokens * msAToken))) return;
      queued -= next.bytes.length;
      if (queued < QUEUE_BYTES) out.resume();
      out.write(next.bytes);
    }
    isRunning = false;
    if (!hasEnded) return;
    call.freePlace();
    out.close();
  };
  const put = (bytes: Buffer, tokens: number): void => {
    queue.push({ bytes, tokens });
    queued += bytes.length;
    if (queued >= QUEUE_BYTES) out.pause();
    if (!isRunning) call.run(run);
  };

  return {
    event: (event) => put(event.bytes, tokensIn(event)),
    part: (bytes) => put(bytes, Math.ceil(bytes.length / CHARACTERS_A_TOKEN)),
    end(rest) {
      hasEnded = true;
      put(rest, 0);
    },
  };
}

/** Tokens that the event brings, by its text and arguments; none where it has neither. */
function tokensIn({ data }: SseEvent): number {
  const value = data === null ? undefined : parseObject(data);
  const dialect = value === undefined ? undefined : dialectOf(value);
  if (value === undefined || dialect === undefined) return 0;
  const pieces = dialect.places(value).filter(({ extent }) => extent === 'piece');
  const characters = pieces.reduce((sum, { holder, key }) => sum + wordOf(holder[key]).length, 0);
  return Math.ceil(characters / CHARACTERS_A_TOKEN);
}
