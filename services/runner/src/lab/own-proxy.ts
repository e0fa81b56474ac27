import { fileURLToPath } from 'node:url';
import { type RunningService, SpawnError, spawnService } from '@chaos-lab/service-kit';
import { LabFailureError } from '../errors.ts';
import { type HttpClient, httpClient } from './http-client.ts';
import { INHERITED, OWN_ENVIRONMENT } from './inherited.ts';

export type OwnProxy = {
  /** Its traffic port. */
  readonly url: string;
  readonly admin: HttpClient;
  /** Resolves with what happened when it ends before it is told to. */
  readonly broken: Promise<LabFailureError>;
  stop(): Promise<void>;
};

const SCRIPT = fileURLToPath(new URL('../../../chaos-proxy/src/main.ts', import.meta.url));

/** Starts a chaos-proxy in front of `target` on free ports of the loopback. */
export async function startOwnProxy(options: {
  readonly target: string;
  readonly openapi?: string | undefined;
  /** Requests to its control plane at once. */
  readonly connections: number;
}): Promise<OwnProxy> {
  const { target, openapi, connections } = options;
  const document = openapi === undefined ? [] : [`--openapi=${openapi}`];
  let service: RunningService;
  try {
    service = await spawnService({
      name: 'chaos-proxy',
      script: SCRIPT,
      args: [`--target=${target}`, '--port=0', '--admin-port=0', ...document],
      // An https target may be signed by an authority of one's own.
      inherit: [...INHERITED, 'NODE_EXTRA_CA_CERTS'],
      env: OWN_ENVIRONMENT,
    });
  } catch (error) {
    throw error instanceof SpawnError ? new LabFailureError(error.problems, error) : error;
  }
  const admin = httpClient('chaos-proxy', service.url('admin'), { connections });
  let stopping = false;
  return {
    url: service.url('traffic'),
    admin,
    broken: service.exited.then(({ code, signal, lastLine }) => {
      if (stopping) return new Promise<never>(() => {});
      const why = lastLine === undefined ? '' : `: ${lastLine}`;
      return new LabFailureError(
        `chaos-proxy ended with ${signal ?? `exit code ${code}`} while it was needed${why}`,
      );
    }),
    async stop() {
      stopping = true;
      await admin.close();
      await service.stop();
    },
  };
}
