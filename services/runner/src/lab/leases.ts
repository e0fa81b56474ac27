import { LEASE_HEADER, leaseGrantSchema } from '@chaos-lab/service-kit';
import { LabFailureError } from '../errors.ts';
import { type HttpClient, RefusedError } from './http-client.ts';
import { parseAnswer } from './parse-answer.ts';

/** The lab for one experiment alone. */
export type Leases = {
  readonly holder: string;
  /** What a successor needs to end them when this process is gone: the token by the address. */
  readonly tokens: ReadonlyMap<string, string>;
  /** Gives everything back; what cannot be reached any more will expire. */
  release(): Promise<void>;
};

const TTL_S = 15;
const RENEW_EVERY_MS = 4_000;

/**
 * Takes every process for `holder` and keeps them until they are given back. Throws LabFailureError,
 * having taken nothing, where somebody else holds one of them. `onLost` is told when one is lost later.
 */
export async function takeLeases(
  processes: readonly HttpClient[],
  holder: string,
  options: {
    /** Tokens that a process which is gone has left behind, by address. */
    readonly abandoned: ReadonlyMap<string, string>;
    readonly onLost: (error: LabFailureError) => void;
  },
): Promise<Leases> {
  const tokens = new Map<string, string>();
  const held: HttpClient[] = [];
  const release = async (): Promise<void> => {
    clearInterval(timer);
    await Promise.allSettled(held.map((one) => one.send({ method: 'DELETE', path: '/lease' })));
    for (const one of held) one.setHeader(LEASE_HEADER, undefined);
  };
  const timer = setInterval(() => {
    for (const one of held) void renew(one, options.onLost);
  }, RENEW_EVERY_MS);
  timer.unref();
  try {
    for (const one of processes) {
      await endAbandoned(one, options.abandoned.get(one.url));
      const token = await take(one, holder);
      one.setHeader(LEASE_HEADER, token);
      tokens.set(one.url, token);
      held.push(one);
    }
  } catch (error) {
    await release();
    throw error;
  }
  return { holder, tokens, release };
}

async function take(from: HttpClient, holder: string): Promise<string> {
  const json = { holder, ttlS: TTL_S };
  const text = await from.send({ method: 'POST', path: '/lease', json });
  return parseAnswer(leaseGrantSchema, text, from).token;
}

/** Only a refusal ends the hope: what does not answer now may do so before the lease expires. */
async function renew(one: HttpClient, onLost: (error: LabFailureError) => void): Promise<void> {
  try {
    await one.send({ method: 'PUT', path: '/lease', json: { ttlS: TTL_S } });
  } catch (error) {
    if (!(error instanceof RefusedError) || error.problem !== 'lease-lost') return;
    onLost(
      new LabFailureError(`the lease on ${one.name} at ${one.url} was lost: ${error.message}`),
    );
  }
}

async function endAbandoned(one: HttpClient, token: string | undefined): Promise<void> {
  if (token === undefined) return;
  one.setHeader(LEASE_HEADER, token);
  await one.send({ method: 'DELETE', path: '/lease' }).catch(() => undefined);
  one.setHeader(LEASE_HEADER, undefined);
}
