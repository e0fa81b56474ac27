import { readYaml, UserError } from '@chaos-lab/service-kit';

/** A YAML or JSON file, or the text itself where it begins with a brace. Throws UserError. */
export function documentOf(given: string, readFile: (path: string) => string): unknown {
  const isText = given.trimStart().startsWith('{');
  const text = isText ? given : read(given, readFile);
  const parsed = readYaml(text);
  if ('value' in parsed) return parsed.value;
  const [problem] = parsed.problems;
  const where = isText ? 'the rule' : given;
  const line = problem?.line === undefined ? '' : `:${problem.line}`;
  throw refused(`${where}${line}: not YAML or JSON: ${problem?.message ?? ''}`);
}

function read(path: string, readFile: (path: string) => string): string {
  try {
    return readFile(path);
  } catch (error) {
    throw refused(`${path} cannot be read: ${error instanceof Error ? error.message : ''}`);
  }
}

export function refused(problem: string): UserError {
  return new UserError(problem, { code: 'CONFIG_INVALID', exitCode: 2 });
}
