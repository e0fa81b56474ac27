import { parseWireArm } from '@chaos-lab/contracts';

/** Names a run once in its experiment. */
export function runId(session: string, wireArm: string): string {
  return `${session}@${wireArm}`;
}

/** The session of a run, and the rate in the name of its arm; NaN where it carries none. */
export function splitRunId(id: string): { readonly session: string; readonly rate: number } {
  const at = id.lastIndexOf('@');
  return { session: id.slice(0, at), rate: parseWireArm(id.slice(at + 1))?.rate ?? Number.NaN };
}
