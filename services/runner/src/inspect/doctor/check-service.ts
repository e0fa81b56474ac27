import { leaseStateSchema } from '@chaos-lab/service-kit';
import { request } from 'undici';
import { messageOf } from '../../errors.ts';
import { httpClient } from '../../lab/http-client.ts';
import { parseAnswer } from '../../lab/parse-answer.ts';
import type { Check } from './check.ts';

/** Clocks that differ by more make timelines of two processes hard to read. */
const MAX_CLOCK_OFFSET_S = 2;
const TIMEOUT_MS = 3000;

/** Whether a process answers, is ready, and has the time of this one. */
export async function checkService(name: string, url: string): Promise<Check> {
  try {
    const { statusCode, headers, body } = await request(`${url}/readyz`, {
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
    });
    const text = await body.text();
    const offset = clockOffsetS(headers['date'], Date.now());
    const clock = offset === undefined ? 'unknown clock' : `clock ${offset.toFixed(0)} s off`;
    if (statusCode !== 200) {
      return {
        name,
        ok: false,
        detail: `${url} is not ready (${statusCode}): ${text.slice(0, 200)}`,
      };
    }
    const inTime = offset !== undefined && Math.abs(offset) <= MAX_CLOCK_OFFSET_S;
    return { name, ok: inTime, detail: `${url} is ready, ${clock}` };
  } catch (error) {
    return { name, ok: false, detail: `${url} does not answer: ${messageOf(error)}` };
  }
}

/** Seconds that a peer's clock is ahead, to the second that its `Date` header has. */
function clockOffsetS(date: string | string[] | undefined, now: number): number | undefined {
  const at = typeof date === 'string' ? Date.parse(date) : Number.NaN;
  if (Number.isNaN(at)) return undefined;
  const early = (at - now) / 1000;
  // The header is cut to the second: within that second the clocks agree.
  return early > -1 && early <= 0 ? 0 : early;
}

/** Who has a process for an experiment now, by its admin port. Nobody's failure. */
export async function checkLease(
  name: string,
  url: string,
  token: string | undefined,
): Promise<Check> {
  const client = httpClient(name, url, { connections: 1, token });
  try {
    const text = await client.send({ method: 'GET', path: '/lease', timeoutMs: TIMEOUT_MS });
    const lease = parseAnswer(leaseStateSchema, text, client);
    const detail = lease.held
      ? `${lease.holder} holds it since ${lease.since}, at least until ${lease.expiresAt}`
      : 'nobody holds it';
    return { name: `${name} lease`, ok: true, detail };
  } catch (error) {
    return { name: `${name} lease`, ok: false, detail: messageOf(error) };
  } finally {
    await client.close();
  }
}
