import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SHOP = fileURLToPath(new URL('../../examples/shop/', import.meta.url));

export const shopFile = (name: string): string => SHOP + name;

export type Shop = {
  readonly url: string;
  /** What its database holds. */
  counts(): Promise<{ readonly orders: number; readonly payments: number }>;
  stop(): Promise<void>;
};

/** The shop of the examples as a process of its own, on a free port. */
export async function startShop(): Promise<Shop> {
  const child = spawn(process.execPath, [shopFile('server.ts'), '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const url = /http:\S+/.exec(line)?.[0] ?? '';
  return {
    url,
    async counts() {
      const answer = await fetch(`${url}/counts`);
      return (await answer.json()) as { orders: number; payments: number };
    },
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
