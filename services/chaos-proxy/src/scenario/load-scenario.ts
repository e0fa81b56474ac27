import type { Scenario } from '@chaos-lab/contracts';
import { parseScenario } from './parse-scenario.ts';
import { ScenarioError } from './scenario-error.ts';

export type ScenarioFiles = {
  readonly readFile: (path: string) => string;
  /** The scenarios that come with the lab, by name. */
  readonly library: ReadonlyMap<string, string>;
};

/** A scenario by its name in the library, or by the path of a YAML or JSON file. */
export function loadScenario(nameOrPath: string, files: ScenarioFiles): Scenario {
  const known = files.library.get(nameOrPath);
  const path = known ?? nameOrPath;
  let text: string;
  try {
    text = files.readFile(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const names = [...files.library.keys()].join(', ');
    throw new ScenarioError(nameOrPath, [
      { path: '', message: `cannot be read (${reason}): expected a file or one of ${names}` },
    ]);
  }
  return parseScenario(text, nameOrPath);
}
