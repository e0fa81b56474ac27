import { isLoopback } from '@chaos-lab/service-kit';

const COMPOSE_PETSTORE = 'petstore-mock';

export const CONNECT_TIMEOUT_MS = 10_000;
export const MAX_HEAD_BYTES = 256 * 1024;

/** Where requests go. */
export type Target = {
  readonly url: URL;
  /** The path of the target without a slash at its end; goes before every path. */
  readonly basePath: string;
  /** Longest wait for the head of an answer, ms; 0 for ever. */
  readonly timeoutMs: number;
  readonly tls: { readonly rejectUnauthorized: boolean; readonly ca?: string };
};

export type TargetOptions = {
  readonly timeoutMs?: number;
  /** Whether an https upstream may have any certificate. */
  readonly insecure?: boolean;
  /** Certificates to trust beside none of the usual ones, PEM. */
  readonly ca?: string;
};

/** The target of a request as the upstream gets it; `*` concerns the server and has no path. */
export function outboundPath(target: Target, { path }: { readonly path: string }): string {
  return path === '*' ? path : target.basePath + path;
}

/** A target from its URL, `http:` or `https:`. */
export function targetOf(url: URL, options: TargetOptions = {}): Target {
  return {
    url,
    basePath: url.pathname.replace(/\/$/, ''),
    timeoutMs: options.timeoutMs ?? 600_000,
    tls: {
      rejectUnauthorized: options.insecure !== true,
      ...(options.ca !== undefined && { ca: options.ca }),
    },
  };
}

/**
 * Whether a target is taken for the lab's own unless told otherwise: it is on this machine, or it
 * goes by the name that the petstore has on the networks of docker-compose.yml.
 */
export function isLabTarget(url: URL): boolean {
  return isLoopback(url.hostname) || url.hostname === COMPOSE_PETSTORE;
}
