import { httpClient } from '../../lab/http-client.ts';
import type { LabAddresses } from '../../lab/addresses.ts';

/**
 * Asks every service for something that needs what an experiment needs: that it is up, and that it
 * takes the token. Throws LabFailureError with the first refusal, before a run folder is made.
 */
export async function requireLab(
  addresses: LabAddresses,
  adminToken: string | undefined,
): Promise<void> {
  const { agentUrl, proxyAdminUrl, petstoreAdminUrl } = addresses;
  const admin = { connections: 1, token: adminToken };
  const asked = [
    { client: httpClient('the agent', agentUrl, { connections: 1 }), path: '/readyz' },
    {
      client: httpClient('the admin port of chaos-proxy', proxyAdminUrl, admin),
      path: '/metrics',
    },
    {
      client: httpClient('the admin port of petstore-mock', petstoreAdminUrl, admin),
      path: '/metrics',
    },
  ];
  try {
    for (const { client, path } of asked) await client.send({ method: 'GET', path });
  } finally {
    await Promise.all(asked.map(({ client }) => client.close()));
  }
}
