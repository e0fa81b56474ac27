import {
  type ProblemIssue,
  type Scenario,
  scenarioSchema,
  type UnknownPreset,
  withPresets,
} from '@chaos-lab/contracts';
import { readYaml } from '@chaos-lab/service-kit';
import { issuesOf } from './issues.ts';
import { providerFaults } from './provider-faults.ts';
import { ScenarioError } from './scenario-error.ts';

/** A scenario from YAML or JSON text (JSON is YAML). Throws ScenarioError with every complaint. */
export function parseScenario(text: string, source = ''): Scenario {
  const read = readYaml(text);
  if ('value' in read) return checkScenario(read.value, source);
  throw new ScenarioError(
    source,
    read.problems.map(({ line, message }) => ({
      path: line === undefined ? '' : `line ${line}`,
      message: `not YAML or JSON: ${message}`,
    })),
  );
}

/** A scenario from a parsed document. Throws ScenarioError with every complaint. */
export function checkScenario(document: unknown, source = ''): Scenario {
  const { value: input, unknown } = withPresets(document, providerFaults());
  if (unknown.length > 0) throw new ScenarioError(source, unknown.map(unknownPreset));
  let result: ReturnType<typeof scenarioSchema.safeParse>;
  try {
    result = scenarioSchema.safeParse(input);
  } catch (error) {
    // The body of an error may hold any JSON; the schema follows it down.
    if (!(error instanceof RangeError)) throw error;
    throw new ScenarioError(source, [{ path: '', message: 'it is nested too deeply' }]);
  }
  if (result.success) return result.data;
  throw new ScenarioError(source, issuesOf(result.error, input, scenarioSchema));
}

function unknownPreset({ path, preset }: UnknownPreset): ProblemIssue {
  const known = [...providerFaults().keys()].join(', ');
  return { path, message: `unknown preset ${JSON.stringify(preset)}: expected one of ${known}` };
}
