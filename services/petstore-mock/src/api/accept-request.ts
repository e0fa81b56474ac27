import type { ParameterComplaint } from '@chaos-lab/openapi';
import { headerOf, type Reply, type RequestHead } from '../http/messages.ts';
import { problemReply, refusal } from '../http/replies.ts';
import { acceptable } from '../media/accept.ts';
import type { Encode } from '../media/codecs.ts';
import type { BodyType } from './body.ts';
import type { Located } from './locate.ts';
import { planBody } from './plan-body.ts';

/** A request whose head was found in order. */
export type Accepted = Located & {
  readonly head: RequestHead;
  /** The typed parameters; the body joins them when it has been read. */
  readonly input: Record<string, unknown>;
  /** How a good answer is written; undefined where it has no body. */
  readonly representation: { readonly media: string; readonly encode: Encode } | undefined;
  /** Undefined where no body is to be read. */
  readonly bodyType: BodyType | undefined;
};

/** Checks Accept, parameters and the headers of the body, and answers where they are not in order. */
export function acceptRequest(head: RequestHead, located: Located): Accepted | Reply {
  const { operation, path, query, pathValues } = located;
  const offered = operation.mediaTypes;
  const media = acceptable(headerOf(head.headers, 'accept'), offered);
  if (media === undefined && offered.length > 0) {
    return problemReply({
      operation: operation.id,
      status: 406,
      code: 'not-acceptable',
      detail: `expected an Accept header that takes ${offered.join(' or ')}`,
      instance: path,
    });
  }

  const input: Record<string, unknown> = {};
  const complaints: ParameterComplaint[] = [];
  operation.readParameters({ path: pathValues, query, headers: head.headers }, input, complaints);
  if (complaints.length > 0) {
    const issues = complaints.map(({ name, path: inside, message }) => ({
      path: name + inside,
      message,
    }));
    return refusal(operation.id, path, 400, 'validation-failed', issues);
  }

  const plan = planBody(operation.body, head.headers);
  if (plan.kind === 'refused') {
    return refusal(operation.id, path, plan.status, plan.code, [plan.issue]);
  }
  const encode = media === undefined ? undefined : operation.encoders.get(media);
  return {
    ...located,
    head,
    input,
    representation: media === undefined || encode === undefined ? undefined : { media, encode },
    bodyType: plan.kind === 'read' ? plan.type : undefined,
  };
}
