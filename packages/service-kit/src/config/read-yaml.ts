import { type Document, isScalar, parseDocument, visit } from 'yaml';

export type YamlProblem = { readonly line: number | undefined; readonly message: string };

/** Problems that are told of; a text may have one a letter. */
const TOLD = 20;

/** The value of a YAML or JSON text, or what is wrong with it; throws nothing. */
export function readYaml(
  text: string,
): { readonly value: unknown } | { readonly problems: readonly YamlProblem[] } {
  try {
    // The check for keys that come twice compares each with each; here it takes one look at each.
    const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false });
    const errors = [
      ...document.errors.slice(0, TOLD).map(({ pos, message }) => ({ at: pos[0], message })),
      ...repeatedKeys(document),
    ];
    if (errors.length === 0) return { value: document.toJS() };
    const problems = errors.slice(0, TOLD).map(({ at, message }) => ({
      line: text.slice(0, at).split('\n').length,
      message: firstLine(message),
    }));
    return { problems };
  } catch (error) {
    return { problems: [{ line: undefined, message: reason(error) }] };
  }
}

function repeatedKeys(document: Document): { readonly at: number; readonly message: string }[] {
  const found: { at: number; message: string }[] = [];
  visit(document, {
    Map(_key, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value) && found.length < TOLD) {
          const message = `the key ${JSON.stringify(key.value)} is there twice`;
          found.push({ at: key.range?.[0] ?? 0, message });
        }
        seen.add(key.value);
      }
    },
  });
  return found;
}

/** Aliases fail only once they are resolved, and text that is nested without end by its depth. */
function reason(error: unknown): string {
  if (error instanceof RangeError) return 'it is nested too deeply';
  return error instanceof Error ? firstLine(error.message) : String(error);
}

const firstLine = (message: string): string => message.split('\n')[0] ?? '';
