import type { LabAddresses } from '../lab/addresses.ts';
import { BadInputError } from '../errors.ts';

type Given = {
  readonly agentUrl: string | undefined;
  readonly proxyUrl: string | undefined;
  readonly proxyAdminUrl: string | undefined;
  readonly petstoreAdminUrl: string | undefined;
};

/** All addresses, or null where none is given and the lab is to start its own. */
export function addressesOf(given: Given): LabAddresses | null {
  const { agentUrl, proxyUrl, proxyAdminUrl, petstoreAdminUrl } = given;
  const needed = {
    '--agent-url': agentUrl,
    '--proxy-admin-url': proxyAdminUrl,
    '--petstore-admin-url': petstoreAdminUrl,
  };
  if (agentUrl !== undefined && proxyAdminUrl !== undefined && petstoreAdminUrl !== undefined) {
    return { agentUrl, proxyUrl: proxyUrl ?? null, proxyAdminUrl, petstoreAdminUrl };
  }
  const missing = Object.entries(needed).filter(([, url]) => url === undefined);
  if (missing.length === 3 && proxyUrl === undefined) return null;
  throw new BadInputError(
    missing.map(
      ([flag]) => `${flag}: missing: give every address of a running lab, or none to start one`,
    ),
  );
}
