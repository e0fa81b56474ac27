import { execFile } from 'node:child_process';
import type { RequestListener } from 'node:http';
import { FAULT_PHASES, type FaultKind } from '@chaos-lab/contracts';
import axios, { AxiosError } from 'axios';
import { STREAMS, streaming } from './model-streams.ts';
import { startUpstream } from './upstream.ts';
import { type FaultInput, startWireProxy } from './wire-proxy.ts';

export const CLIENTS = ['axios', 'fetch', 'curl'] as const;
export type ClientName = (typeof CLIENTS)[number];

const TIMEOUT_MS = 1000;
const CURL_BY_DEADLINE = 28;

/** Settings that a kind cannot do without, or that make it quick to watch. */
const SHOWN: { readonly [K in FaultKind]?: Readonly<Record<string, unknown>> } = {
  'http-error': { status: 503, retryAfter: { seconds: 2 } },
  'rate-limit': { limit: 10, refillPerS: 1 },
  latency: { delay: { distribution: 'constant', ms: 20 } },
  dribble: { bytes: 10, everyMs: 5 },
  bandwidth: { bytesPerS: 1000 },
  'slow-first-token': { delay: { distribution: 'constant', ms: 20 } },
  'tokens-per-second': { tokensPerS: 1000 },
  quota: { style: 'openai' },
  'tool-arguments-cut': { fraction: 0.5 },
};

/** Kinds that only a stream of events can meet. */
const ON_STREAMS = /^(?:sse|tool)-|^(?:finish-length|refusal|slow-first-token|tokens-per-second)$/;

const json: RequestListener = (_request, response) => {
  const body = '{"id":7,"name":"rex"}';
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': body.length });
  response.end(body);
};

/** What each client reports of a GET that meets this fault, its answer being `{"id":7,...}`, or a stream. */
export async function whatClientsSee(kind: FaultKind): Promise<Record<ClientName, string>> {
  const answer = ON_STREAMS.test(kind) ? streaming(STREAMS['openai-chat']) : json;
  const upstream = await startUpstream(answer);
  const fault: FaultInput = { kind, phase: FAULT_PHASES[kind][0], ...SHOWN[kind] };
  const proxy = await startWireProxy({ target: upstream.url, fault, keepAnswers: true });
  try {
    return {
      axios: await seenByAxios(proxy.url),
      fetch: await seenByFetch(proxy.url),
      curl: await seenByCurl(proxy.url),
    };
  } finally {
    await proxy.close();
    await upstream.close();
  }
}

async function seenByAxios(url: string): Promise<string> {
  try {
    const { status, data } = await axios.get<unknown>(url, { timeout: TIMEOUT_MS });
    return `status ${status}, data ${shown(data)}`;
  } catch (error) {
    if (!(error instanceof AxiosError)) throw error;
    const status = error.response === undefined ? '' : `, status ${error.response.status}`;
    return `throws ${error.code}${status}`;
  }
}

async function seenByFetch(url: string): Promise<string> {
  let status: number | undefined;
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    status = answer.status;
    const text = await answer.text();
    return `status ${status}, ${bodyShown(text)}`;
  } catch (error) {
    const at = status === undefined ? 'throws' : `status ${status}, then the body throws`;
    return `${at} ${errorShown(error)}`;
  }
}

function errorShown(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (!(cause instanceof Error)) return error.name;
  const code = 'code' in cause ? cause.code : undefined;
  return `${error.name}, cause ${typeof code === 'string' ? code : cause.name}`;
}

function bodyShown(text: string): string {
  try {
    return `data ${shown(JSON.parse(text))}`;
  } catch {
    return text === '' ? 'no body' : 'a body that is no JSON';
  }
}

function shown(data: unknown): string {
  if (data === '') return 'an empty string';
  if (typeof data === 'string') return 'a string';
  return `\`${JSON.stringify(data)}\``;
}

function seenByCurl(url: string): Promise<string> {
  const limit = ['--max-time', String(TIMEOUT_MS / 1000)];
  const args = ['--silent', '--output', '/dev/null', '--write-out', '%{http_code}', ...limit, url];
  return new Promise((resolve, reject) => {
    execFile('curl', args, (error, stdout) => {
      if (error !== null && typeof error.code !== 'number') {
        reject(new Error('curl has to be installed for this', { cause: error }));
        return;
      }
      const code = Number(error?.code ?? 0);
      const status = stdout === '000' ? 'no status' : `status ${stdout}`;
      const why = code === CURL_BY_DEADLINE ? ' (its deadline)' : '';
      resolve(`exit ${code}${why}, ${status}`);
    });
  });
}
