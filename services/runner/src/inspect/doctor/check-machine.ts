import { createServer } from 'node:http';
import { access, constants, mkdir } from 'node:fs/promises';
import { PORT } from '@chaos-lab/contracts';
import { closeServer, ListenError } from '@chaos-lab/service-kit';
import { messageOf } from '../../errors.ts';
import type { Host } from '../../host.ts';
import type { Check } from './check.ts';

const LEAST_NODE = 24;

export function checkNode(version: string): Check {
  const ok = Number(version.split('.')[0]) >= LEAST_NODE;
  return { name: 'node', ok, detail: `${version}, needs ${LEAST_NODE} or newer` };
}

export async function checkRunsDir(folder: string): Promise<Check> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    return { name: 'runs', ok: true, detail: `${folder} can be written` };
  } catch (error) {
    return { name: 'runs', ok: false, detail: messageOf(error) };
  }
}

/** Which default ports are taken. The lab takes free ones, so that this is never a failure. */
export async function checkPorts(open: Host['open']): Promise<Check> {
  const taken: string[] = [];
  for (const [name, port] of Object.entries(PORT)) {
    if (!(await isFree(port, open))) taken.push(`${port} (${name})`);
  }
  const detail = taken.length === 0 ? 'all default ports are free' : `in use: ${taken.join(', ')}`;
  return { name: 'ports', ok: true, detail };
}

async function isFree(port: number, open: Host['open']): Promise<boolean> {
  const server = createServer();
  try {
    await open(server, { port, host: '127.0.0.1', name: 'doctor' });
    await closeServer(server, 0);
    return true;
  } catch (error) {
    if (error instanceof ListenError) return false;
    throw error;
  }
}
