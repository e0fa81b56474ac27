import { type Scenario, scenarioSchema } from '@chaos-lab/contracts';
import { parseDocument } from 'yaml';
import { issuesOf } from './issues.ts';
import { ScenarioError } from './scenario-error.ts';

/** A scenario from YAML or JSON text (JSON is YAML). Throws ScenarioError with every complaint. */
export function parseScenario(text: string, source = ''): Scenario {
  const document = parseDocument(text, { prettyErrors: false });
  if (document.errors.length > 0) {
    const issues = document.errors.map((error) => ({
      path: `line ${text.slice(0, error.pos[0]).split('\n').length}`,
      message: `not YAML or JSON: ${error.message.split('\n')[0]}`,
    }));
    throw new ScenarioError(source, issues);
  }
  return checkScenario(document.toJS(), source);
}

/** A scenario from a parsed document. Throws ScenarioError with every complaint. */
export function checkScenario(input: unknown, source = ''): Scenario {
  const result = scenarioSchema.safeParse(input);
  if (result.success) return result.data;
  throw new ScenarioError(source, issuesOf(result.error, input));
}
