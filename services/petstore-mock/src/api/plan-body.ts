import type { ProblemCode, ProblemIssue } from '@chaos-lab/contracts';
import { headerOf, type RequestHead } from '../http/messages.ts';
import { type BodyRules, type BodyType, mediaTypeOf } from './body.ts';

/** How the body of a request is to be read, that there is none, or why it is refused. */
export type BodyPlan =
  | { readonly kind: 'none' }
  | { readonly kind: 'read'; readonly type: BodyType }
  | {
      readonly kind: 'refused';
      readonly status: 400 | 415;
      readonly code: ProblemCode;
      readonly issue: ProblemIssue;
    };

/** Decides from the head of a request alone. */
export function planBody(rules: BodyRules | undefined, headers: RequestHead['headers']): BodyPlan {
  if (rules === undefined) return { kind: 'none' };
  const hasBody =
    headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  if (!hasBody) {
    return rules.required
      ? refused(400, 'validation-failed', { path: '/', message: 'a body is required' })
      : { kind: 'none' };
  }
  const encoding = headerOf(headers, 'content-encoding') ?? 'identity';
  if (encoding !== 'identity') {
    const message = `${encoding} is not understood: expected a body without encoding`;
    return refused(415, 'unsupported-media-type', { path: 'Content-Encoding', message });
  }
  const media = mediaTypeOf(headerOf(headers, 'content-type') ?? '');
  if (typeof media !== 'string') return refused(415, 'unsupported-media-type', media);
  const type = rules.types.get(media);
  if (type !== undefined) return { kind: 'read', type };
  const expected = [...rules.types.keys()].join(' or ');
  const given = media === '' ? 'is missing' : `${media} is not understood`;
  return refused(415, 'unsupported-media-type', {
    path: 'Content-Type',
    message: `${given}: expected ${expected}`,
  });
}

const refused = (status: 400 | 415, code: ProblemCode, issue: ProblemIssue): BodyPlan => ({
  kind: 'refused',
  status,
  code,
  issue,
});
