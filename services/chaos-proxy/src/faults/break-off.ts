import type { FaultCall } from './fault.ts';

/** Ends the client's connection behind what was relayed: by FIN, or by RST. */
export function breakOff(call: FaultCall, how: 'fin' | 'rst'): void {
  call.run(async () => {
    const connection = await call.connection();
    if (how === 'rst') connection?.resetAndDestroy();
    else connection?.destroySoon();
  });
}
