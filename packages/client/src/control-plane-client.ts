import createClient, { type Client, type Middleware } from 'openapi-fetch';
import type { paths } from './control-plane.d.ts';

export type ControlPlaneOptions = {
  /** The admin port of a running proxy, such as `http://127.0.0.1:4021`. */
  readonly adminUrl: string;
  /** Its bearer token, where it asks for one. */
  readonly token?: string | undefined;
  /** In place of the `fetch` of the platform. */
  readonly fetch?: (request: Request) => Promise<Response>;
};

/** A client with a method for each verb, typed by the paths of the document: `GET('/rules')`. */
export type ControlPlane = Client<paths>;

/** The control plane refused a request or cannot be reached; the message says what was wrong. */
export class ControlPlaneError extends Error {
  /** The status of the answer; 0 where none came. */
  readonly status: number;

  constructor(message: string, status: number, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'ControlPlaneError';
    this.status = status;
  }
}

/** Every answer that is no success is thrown as a ControlPlaneError. */
export function createControlPlane(options: ControlPlaneOptions): ControlPlane {
  const { adminUrl, token, fetch } = options;
  const client = createClient<paths>({
    baseUrl: adminUrl.replace(/\/+$/, ''),
    ...(token !== undefined && { headers: { Authorization: `Bearer ${token}` } }),
    ...(fetch !== undefined && { fetch }),
  });
  client.use(failures(adminUrl));
  return client;
}

const failures = (adminUrl: string): Middleware => ({
  async onResponse({ request, response }) {
    if (response.ok) return;
    const what = `${request.method} ${new URL(request.url).pathname}`;
    throw new ControlPlaneError(`${what}: ${await reasonOf(response)}`, response.status);
  },
  onError({ error }) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const why = cause instanceof Error ? cause.message || cause.name : String(cause);
    return new ControlPlaneError(`no chaos-proxy answers at ${adminUrl}: ${why}`, 0, error);
  },
});

/** The words of a problem document (RFC 9457); the beginning of whatever else came. */
async function reasonOf(response: Response): Promise<string> {
  const text = await response.text();
  try {
    const { detail, title } = JSON.parse(text) as { detail?: unknown; title?: unknown };
    if (typeof detail === 'string') return `${response.status} ${detail}`;
    if (typeof title === 'string') return `${response.status} ${title}`;
  } catch {
    // It is no JSON: what it says is all there is.
  }
  return `${response.status} ${text.slice(0, 200)}`;
}
