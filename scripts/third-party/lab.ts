import { fileURLToPath } from 'node:url';
import {
  type DecisionRecord,
  decisionRecordSchema,
  type Identity,
  orderFactsSchema,
  PETSTORE_BASE_PATH,
  sessionPrefix,
} from '@chaos-lab/contracts';
import { type RunningService, spawnService } from '@chaos-lab/service-kit';
import { scenarioOfCases } from './cases.ts';
import { startChatServer } from './chat-server.ts';
import type { Upstream } from './clients.ts';

const SERVICES = new URL('../../services/', import.meta.url);
const OPENAPI = fileURLToPath(new URL('../../assets/openapi/petstore.yaml', import.meta.url));

export type ThirdPartyLab = {
  /** The base URL for a client: it carries session and arm in its path. */
  readonly baseUrl: (upstream: Upstream, identity: Identity) => string;
  /** The proxy's records of a session and arm, once every call of it is over. */
  readonly tape: (upstream: Upstream, identity: Identity) => Promise<readonly DecisionRecord[]>;
  /** Effects that the upstream has written down for a session and arm. */
  readonly effects: (upstream: Upstream, identity: Identity) => Promise<number>;
  stop(): Promise<void>;
};

/** Two upstreams, each behind a chaos proxy of its own, as processes on free ports. */
export async function startThirdPartyLab(): Promise<ThirdPartyLab> {
  const started: RunningService[] = [];
  const start = async (name: string, ...args: string[]): Promise<RunningService> => {
    const script = fileURLToPath(new URL(`${name}/src/main.ts`, SERVICES));
    const env = { PORT: '0', ADMIN_PORT: '0', LOG_LEVEL: 'warn', ADMIN_TOKEN: '' };
    const service = await spawnService({ name, script, args, env, readyTimeoutMs: 60_000 });
    started.push(service);
    return service;
  };
  const chat = await startChatServer();
  const stop = async (): Promise<void> => {
    await Promise.all(started.map((service) => service.stop()));
    await chat.close();
  };
  try {
    const petstore = await start('petstore-mock');
    const [petstoreProxy, chatProxy] = await Promise.all([
      start('chaos-proxy', `--target=${petstore.url('traffic')}`, `--openapi=${OPENAPI}`),
      start('chaos-proxy', `--target=${chat.url}`),
    ]);
    const proxies = { petstore: petstoreProxy, chat: chatProxy };
    const scenario = JSON.stringify(scenarioOfCases());
    for (const proxy of Object.values(proxies)) {
      await ask(`${proxy.url('admin')}/scenario`, { method: 'PUT', body: scenario });
    }
    return {
      baseUrl(upstream, identity) {
        const path = upstream === 'petstore' ? PETSTORE_BASE_PATH : '/v1';
        return proxies[upstream].url('traffic') + sessionPrefix(identity) + path;
      },
      tape: (upstream, identity) => settledTape(proxies[upstream].url('admin'), identity),
      async effects(upstream, { session, arm }) {
        if (upstream === 'chat') return chat.made(session);
        const url = `${petstore.url('admin')}/verdict/${session}/${arm}?workflow=order`;
        return orderFactsSchema.parse(JSON.parse(await ask(url))).orderIds.length;
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A client may know of its end before the proxy has written down how the call ended. */
async function settledTape(
  adminUrl: string,
  { session, arm }: Identity,
): Promise<readonly DecisionRecord[]> {
  for (;;) {
    const text = await ask(`${adminUrl}/tape?session=${session}&arm=${arm}`);
    const records = text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => decisionRecordSchema.parse(JSON.parse(line)));
    if (records.every(({ end }) => end !== null)) return records;
  }
}

async function ask(url: string, init: RequestInit = {}): Promise<string> {
  const response = await fetch(url, init);
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text}`);
  return text;
}
