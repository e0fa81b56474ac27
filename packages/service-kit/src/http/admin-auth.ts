import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { isLoopback } from './loopback.ts';
import { ProblemError } from './problem.ts';

export interface AdminAccess {
  /** The address the admin listener binds to. */
  readonly host: string;
  /** What `Authorization: Bearer` must carry; needed unless the host is loopback. */
  readonly token?: string | undefined;
}

/** Complaints about an admin listener that would be open to the network; for `refine`. */
export function adminAccessProblems(access: AdminAccess, where = '--admin-host'): string[] {
  if (access.token !== undefined || isLoopback(access.host)) return [];
  return [
    `${where}: ${access.host} is open to the network: expected a loopback address, or --admin-token`,
  ];
}

/**
 * Lets a request pass that may use the admin port. With a token it must carry it. Without one the
 * port is loopback, and the Host header must say so too: else a web page could reach it by pointing
 * its own name at 127.0.0.1 (DNS rebinding).
 */
export function adminAuth({ token }: AdminAccess): RequestHandler {
  return token === undefined ? requireLoopbackHost : requireToken(token);
}

const requireLoopbackHost: RequestHandler = (request, _response, next) => {
  const host = request.headers.host ?? '';
  if (isLoopback(host)) {
    next();
    return;
  }
  throw new ProblemError('forbidden-host', {
    status: 403,
    title: 'Forbidden host',
    detail: `the Host header ${JSON.stringify(host)} is not this machine: expected localhost or 127.0.0.1`,
  });
};

function requireToken(token: string): RequestHandler {
  const expected = sha256(token);
  return (request, _response, next) => {
    const given = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
    // Hashing first makes both sides equally long, which timingSafeEqual needs.
    if (given !== undefined && timingSafeEqual(sha256(given), expected)) {
      next();
      return;
    }
    throw new ProblemError('unauthorized', {
      status: 401,
      title: 'Unauthorized',
      detail: 'expected the header Authorization: Bearer with the admin token',
      headers: { 'WWW-Authenticate': 'Bearer realm="admin"' },
    });
  };
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();
