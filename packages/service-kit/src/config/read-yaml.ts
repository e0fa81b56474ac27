import { parseDocument } from 'yaml';

export type YamlProblem = { readonly line: number | undefined; readonly message: string };

/** The value of a YAML or JSON text, or everything that is wrong with it; throws nothing. */
export function readYaml(
  text: string,
): { readonly value: unknown } | { readonly problems: readonly YamlProblem[] } {
  try {
    const document = parseDocument(text, { prettyErrors: false });
    if (document.errors.length === 0) return { value: document.toJS() };
    const problems = document.errors.map((error) => ({
      line: text.slice(0, error.pos[0]).split('\n').length,
      message: firstLine(error.message),
    }));
    return { problems };
  } catch (error) {
    return { problems: [{ line: undefined, message: reason(error) }] };
  }
}

/** Aliases fail only once they are resolved, and text that is nested without end by its depth. */
function reason(error: unknown): string {
  if (error instanceof RangeError) return 'it is nested too deeply';
  return error instanceof Error ? firstLine(error.message) : String(error);
}

const firstLine = (message: string): string => message.split('\n')[0] ?? '';
