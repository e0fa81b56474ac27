/**
 * The arm on the wire carries arm and rate (`training.r0_2`), so that several rates can run at once
 * under one session name and a scenario rule can match the rate.
 */
export function wireArm(arm: string, rate: number): string {
  return `${arm}.r${String(rate).replace('.', '_')}`;
}

/** The glob that matches every arm at this rate. */
export function wireArmGlob(rate: number): string {
  return `*.r${String(rate).replace('.', '_')}`;
}
