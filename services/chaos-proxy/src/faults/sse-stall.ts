import type { FaultOf } from '@chaos-lab/contracts';
import { type Dialect, dialectOf, parseObject } from '../dialects/index.ts';
import { eventCounter } from './edited-events.ts';
import { eventStream, type StreamIn, type StreamOut } from './event-stream.ts';
import { type Fault, type FaultCall, NO_PARAMETERS } from './fault.ts';
import { stallAtByte } from './stall.ts';

const EVENTS = 2;
const COMMENT = ': ping\n\n';

/** A stream of events that falls silent, or sends nothing but what keeps it open, until its cap. */
export const sseStall: Fault<'sse-stall'> = {
  kind: 'sse-stall',
  parameters: () => NO_PARAMETERS,
  during: (call, { spec }) =>
    spec.afterBytes === undefined
      ? eventStream(call, (out) => silentAfter(call, spec, out), { holds: true })
      : stallAtByte(call, spec.afterBytes, spec.capMs),
};

function silentAfter(call: FaultCall, spec: FaultOf<'sse-stall'>, out: StreamOut): StreamIn {
  const events = spec.afterEvents ?? EVENTS;
  const isLast = eventCounter(events);
  let dialect: Dialect | undefined;
  const fallSilent = (): void => {
    call.injected();
    out.stop();
    const ping = Buffer.from(dialect?.ping ?? COMMENT);
    call.run(() => keepSilent(call, spec, out, ping));
  };
  return {
    begin() {
      if (events === 0) fallSilent();
    },
    event(event) {
      const value = event.data === null ? undefined : parseObject(event.data);
      dialect ??= value === undefined ? undefined : dialectOf(value);
      out.write(event.bytes);
      if (isLast(event)) fallSilent();
    },
    part(bytes, isEnd) {
      out.write(bytes);
      if (isEnd && isLast({ bytes, type: '', data: '' })) fallSilent();
    },
    end(rest) {
      call.suppress('no-fitting-change');
      call.freePlace();
      out.write(rest);
      out.close();
    },
  };
}

async function keepSilent(
  call: FaultCall,
  { pings, pingEveryMs, capMs }: FaultOf<'sse-stall'>,
  out: StreamOut,
  ping: Buffer,
): Promise<void> {
  const count = pings ? Math.ceil(capMs / pingEveryMs) - 1 : 0;
  for (let sent = 0; sent < count; sent += 1) {
    if (!(await call.wait(pingEveryMs))) return;
    out.write(ping);
  }
  if (await call.wait(capMs - count * pingEveryMs)) out.breakOff('fin');
}
