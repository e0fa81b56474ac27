/** Names a run once in its experiment. */
export function runId(session: string, wireArm: string): string {
  return `${session}@${wireArm}`;
}
