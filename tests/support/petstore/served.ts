import type { Effect, OrderFacts } from '@chaos-lab/contracts';
import {
  createAdmin,
  createApp,
  createPetstore,
  type PetstoreOptions,
} from '@chaos-lab/petstore-mock';
import { createRegistry } from '@chaos-lab/service-kit';
import request from 'supertest';
import { createMetrics } from '../../../services/petstore-mock/src/metrics.ts';

type Body = string | object;

/** A petstore behind both of its express apps; supertest gives each request a real socket. */
export function servedPetstore(options: PetstoreOptions = {}) {
  const registry = createRegistry('petstore-mock');
  const metrics = createMetrics(registry);
  const observer = { ...metrics.observer, ...options.observer };
  const petstore = createPetstore({ ...options, observer });
  metrics.watchStores(() => petstore.stores.size);
  const app = createApp({ petstore });
  const admin = createAdmin({
    petstore,
    registry,
    host: '127.0.0.1',
  });
  return {
    petstore,
    app,
    admin,
    /** A client of one session and arm. */
    client: (session: string, arm = '-') => clientOf(app, { session, arm }),
    async facts(session: string, arm = '-'): Promise<OrderFacts> {
      const path = `/verdict/${session}/${arm}?workflow=order`;
      return (await request(admin).get(path).expect(200)).body as OrderFacts;
    },
    async effects(session: string, arm = '-'): Promise<Effect[]> {
      const ledger = await request(admin).get(`/ledger/${session}/${arm}`).expect(200);
      return (ledger.body as { effects: Effect[] }).effects;
    },
  };
}

type Headers = Readonly<Record<string, string>>;
type Who = { readonly session: string; readonly arm: string };

function clientOf(app: Parameters<typeof request>[0], { session, arm }: Who) {
  const identity = { 'Chaos-Session': session, 'Chaos-Arm': arm };
  const call = (method: 'get' | 'put' | 'post' | 'delete') => {
    return (path: string, body?: Body, headers: Headers = {}) => {
      const agent = request(app);
      const sent = agent[method](`/api/v3${path}`).set({ ...identity, ...headers });
      return body === undefined ? sent : sent.send(body);
    };
  };
  return { get: call('get'), put: call('put'), post: call('post'), delete: call('delete') };
}
