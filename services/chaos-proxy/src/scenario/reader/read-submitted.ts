import type { ProblemIssue, Scenario } from '@chaos-lab/contracts';
import { mergePatch } from '../merge-patch.ts';
import { checkScenario, parseScenario } from '../parse-scenario.ts';
import { ScenarioError } from '../scenario-error.ts';

/** A scenario as somebody sends it: a whole one in YAML or JSON, or a JSON merge patch of another. */
export type Submitted = { readonly text: string; readonly patchOf?: Scenario };

export type Outcome =
  | { readonly scenario: Scenario }
  /** The first places that are wrong, and how many there are. */
  | { readonly issues: readonly ProblemIssue[]; readonly count: number };

/** Issues that are told; a text may have one a letter. */
const TOLD = 50;

export function readSubmitted({ text, patchOf }: Submitted): Outcome {
  try {
    return { scenario: patchOf === undefined ? parseScenario(text) : patched(patchOf, text) };
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return { issues: error.issues.slice(0, TOLD), count: error.issues.length };
  }
}

function patched(before: Scenario, text: string): Scenario {
  let patch: unknown;
  try {
    patch = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ScenarioError('', [{ path: '', message: `not JSON: ${reason}` }]);
  }
  let merged: unknown;
  try {
    merged = mergePatch(before, patch);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ScenarioError('', [{ path: '', message: 'it is nested too deeply' }]);
  }
  return checkScenario(merged);
}
