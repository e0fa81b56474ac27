import type { RequestHandler } from 'express';
import { ProblemError } from './problem.ts';

/** What a browser says of a request that a person made, or a page of this very origin. */
const OWN_SITES: ReadonlySet<string> = new Set(['none', 'same-origin']);

/**
 * Refuses with 403 what a page of another origin asks for: no browser lets the page read the answer,
 * but the request itself would have been done by then. A browser says where a request comes from in
 * `Origin` and `Sec-Fetch-Site`; programs send neither. Another port of this machine is another
 * origin, though the same site.
 */
export const refusePages: RequestHandler = ({ headers }, _response, next) => {
  const { origin, host = '', 'sec-fetch-site': site } = headers;
  const foreign =
    (typeof site === 'string' && !OWN_SITES.has(site)) ||
    (origin !== undefined && hostOf(origin) !== host.toLowerCase());
  if (!foreign) {
    next();
    return;
  }
  throw new ProblemError('foreign-origin', {
    status: 403,
    title: 'Foreign origin',
    detail: `a web page of ${origin === undefined ? 'another origin' : JSON.stringify(origin)} may not ask here: expected a program, or a page of this origin`,
  });
};

/** Host and port of an origin as the `Host` field has them: a default port is left out. */
function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
