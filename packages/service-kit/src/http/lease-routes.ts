import type { Request, RequestHandler, Router } from 'express';
import type { Lease } from './lease.ts';
import { leaseRenewalSchema, leaseRequestSchema } from './lease-schema.ts';
import { ProblemError } from './problem.ts';
import { methodNotAllowed } from './problem-handlers.ts';

/** Carries the token of a lease. */
export const LEASE_HEADER = 'Chaos-Lease';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** `GET`, `POST`, `PUT` and `DELETE /lease`. */
export function leaseRoutes(router: Router, lease: Lease): void {
  router
    .route('/lease')
    .get((_request, response) => {
      response.set('Cache-Control', 'no-store').json(lease.state);
    })
    .post((request, response) => {
      const wanted = checked(leaseRequestSchema.safeParse(request.body));
      const grant = lease.take(wanted);
      if (grant === undefined) throw heldBy(lease);
      response.status(201).json(grant);
    })
    .put((request, response) => {
      const { ttlS } = checked(leaseRenewalSchema.safeParse(request.body));
      if (!lease.renew(tokenOf(request), ttlS)) throw lost(lease);
      response.json(lease.state);
    })
    .delete((request, response) => {
      if (!lease.release(tokenOf(request))) throw lost(lease);
      response.status(204).end();
    })
    .all(methodNotAllowed(['GET', 'POST', 'PUT', 'DELETE']));
}

/** Stands before every route: while somebody holds the lease, only requests with its token change anything. */
export const leaseGuard =
  (lease: Lease): RequestHandler =>
  (request, _response, next) => {
    const mayGo = READING.has(request.method) || request.path === '/lease' || !lease.state.held;
    if (mayGo || lease.isHeldBy(tokenOf(request))) next();
    else throw heldBy(lease);
  };

const tokenOf = (request: Request): string | undefined => request.get(LEASE_HEADER);

function heldBy({ state }: Lease): ProblemError {
  const whose = state.held ? `${state.holder} holds it, at least until ${state.expiresAt}` : '';
  return new ProblemError('lease-held', {
    status: 409,
    title: 'Somebody else holds the lease',
    detail: `this process is taken: ${whose}`,
    extensions: { lease: state },
  });
}

function lost({ state }: Lease): ProblemError {
  const now = state.held ? `${state.holder} holds it now` : 'nobody holds it now';
  return new ProblemError('lease-lost', {
    status: 409,
    title: 'The lease is not held by this token',
    detail: `expected the token of the holder in ${LEASE_HEADER}: ${now}`,
  });
}

type Parsed<T> =
  | { readonly success: true; readonly data: T }
  | {
      readonly success: false;
      readonly error: { readonly issues: readonly { path: PropertyKey[]; message: string }[] };
    };

function checked<T>(parsed: Parsed<T>): T {
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => ({
    path: path.map(String).join('.'),
    message,
  }));
  throw new ProblemError('bad-request', {
    status: 400,
    title: 'The request is not valid',
    detail: errors.map(({ path, message }) => `${path}: ${message}`.replace(/^: /, '')).join('; '),
    extensions: { errors },
  });
}
