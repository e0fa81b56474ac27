import { type Experiment, PETSTORE_BASE_PATH } from '@chaos-lab/contracts';
import { runsAtOnce } from '../../experiment/pairs.ts';
import { httpClient } from '../../lab/http-client.ts';
import { requirePlaybooks } from '../client/agent-api.ts';
import { clientsOf } from '../client/clients-of.ts';
import type { OpenSubject } from '../subject.ts';
import { ledgerOracle } from './ledger-oracle.ts';

/** Orders of a pet: the lab's agent or whatever an arm names, on the lab's petstore, judged by its ledger. */
export const petstoreOrder: OpenSubject = (experiment, place) => {
  const { addresses, adminToken: token, env, killGroup } = place;
  const agent = httpClient('the agent', addresses.agentUrl, {
    connections: runsAtOnce(experiment),
  });
  const petstore = httpClient('the admin port of petstore-mock', addresses.petstoreAdminUrl, {
    connections: experiment.concurrency,
    token,
  });
  const clients = clientsOf(experiment, {
    agent,
    proxyUrl: addresses.proxyUrl,
    basePath: PETSTORE_BASE_PATH,
    env,
    killGroup,
  });
  return {
    name: 'petstore-order',
    clients: clients.byArm,
    oracle: ledgerOracle(petstore),
    leased: [petstore],
    watched: [petstore, agent],
    upstream: {
      async reset() {
        await petstore.send({ method: 'POST', path: '/reset' });
      },
    },
    async requireReady() {
      await Promise.all(
        [agent, petstore].map((one) => one.send({ method: 'GET', path: '/healthz' })),
      );
      await requirePlaybooks(agent, playbooksOf(experiment));
    },
    async close() {
      await Promise.all([agent, petstore, clients].map((one) => one.close()));
    },
  };
};

/** The playbooks that arms of the lab's own agent name. */
function playbooksOf({ arms }: Experiment): string[] {
  const names = arms.flatMap((arm) =>
    'policy' in arm && !('url' in arm) && arm.policy.type === 'playbook' ? [arm.policy.name] : [],
  );
  return [...new Set(names)];
}
