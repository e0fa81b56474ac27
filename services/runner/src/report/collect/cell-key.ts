/** Names one arm at one rate in maps of a report. */
export function cellKey(arm: string, rate: number): string {
  return `${rate}\n${arm}`;
}
