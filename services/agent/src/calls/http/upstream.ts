import { type AxiosInstance, create } from 'axios';
import axiosRetry from 'axios-retry';
import { Pool } from 'undici';
import { undiciAdapter } from './undici-adapter.ts';

/** The connections to one base URL, and the axios clients that share them. */
export interface Upstream {
  readonly baseUrl: string;
  readonly plain: AxiosInstance;
  /** With axios-retry attached; how often and how long it waits comes with each call. */
  readonly retrying: AxiosInstance;
  close(): Promise<void>;
}

export function openUpstream(baseUrl: string): Upstream {
  const { origin, pathname } = new URL(baseUrl);
  const pool = new Pool(origin, {
    pipelining: 1,
    keepAliveTimeout: 30_000,
    // The limit of each call covers all of these.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: 30_000 },
  });
  const adapter = undiciAdapter(pool, pathname.replace(/\/$/, ''));
  const plain = createClient(adapter);
  const retrying = createClient(adapter);
  axiosRetry(retrying);
  return { baseUrl, plain, retrying, close: () => pool.destroy() };
}

// Bodies stay as they are in both directions: a retry must send the same bytes, and axios would pass
// broken JSON on as a string with status 200.
const createClient = (adapter: ReturnType<typeof undiciAdapter>): AxiosInstance =>
  create({
    adapter,
    responseType: 'text',
    transformRequest: [],
    transformResponse: [],
    maxRedirects: 0,
  });
