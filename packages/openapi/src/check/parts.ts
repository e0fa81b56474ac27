import type { OpenApiDocument } from '../read/document.ts';
import { isObject, referenceTarget } from '../read/reference.ts';
import { in2020 } from './dialect.ts';

/** The keyword that stands for `$ref` where the target is compiled by itself. */
export const REFERS_TO = 'refersTo';
/** The id under which a validator knows the whole document. */
const DOCUMENT = 'document:';

/** A document taken apart, so that each schema is compiled once and alone, however they are tied. */
export type Parts = {
  /** The document, where its references are left to the validator. */
  readonly whole: object | undefined;
  /** A schema as one that stands by itself: in 2020-12, its references by what they point at. */
  readonly alone: (schema: unknown) => unknown;
  /** What a reference points at, as one that stands by itself. */
  readonly target: (reference: string) => unknown;
};

/**
 * Validators compile what a schema refers to together with it: many schemas in a circle take minutes
 * and overflow the stack. So references become calls, but where the document asks which properties
 * were looked at by what it refers to (`unevaluatedProperties`): only the validator knows that.
 */
export function partsOf(document: OpenApiDocument): Parts {
  const modern = in2020(document);
  const { openapi } = document;
  const isTied = /"(unevaluated(Properties|Items)|\$dynamicRef)":/.test(JSON.stringify(document));
  const alone = (schema: unknown): unknown => (isTied ? byDocument(schema) : byCall(schema));
  return {
    whole: isTied ? { ...modern, $id: DOCUMENT } : undefined,
    alone(schema) {
      const { components } = in2020({ openapi, paths: {}, components: { schema } });
      return alone(components?.['schema']);
    },
    target: (reference) => alone(referenceTarget(modern, reference)),
  };
}

/** Every reference that stands in a schema which was taken out of its document. */
export function referencesIn(schema: unknown, found = new Set<string>()): Set<string> {
  if (typeof schema !== 'object' || schema === null) return found;
  for (const [name, part] of Object.entries(schema)) {
    if (name === REFERS_TO && typeof part === 'string') found.add(part);
    else referencesIn(part, found);
  }
  return found;
}

const byCall = rewritten((reference) => [REFERS_TO, reference]);
const byDocument = rewritten((reference) => ['$ref', DOCUMENT + reference]);

function rewritten(write: (reference: string) => readonly [string, string]) {
  const rewrite = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(rewrite);
    if (!isObject(node)) return node;
    return Object.fromEntries(
      Object.entries(node).map(([key, value]) =>
        key === '$ref' && typeof value === 'string' ? write(value) : [key, rewrite(value)],
      ),
    );
  };
  return rewrite;
}
