/** Longest arm name of an experiment: the rate joins it on the wire, where 128 characters are the limit. */
export const MAX_ARM_LENGTH = 96;

const suffix = (rate: number): string => `.r${String(rate).replace('.', '_')}`;

/**
 * The arm on the wire carries arm and rate (`training.r0_2`), so that several rates can run at once
 * under one session name and a scenario rule can match the rate.
 */
export function wireArm(arm: string, rate: number): string {
  return `${arm}${suffix(rate)}`;
}

/** The glob that matches the arms that `pattern` names, all of them by default, at this rate. */
export function wireArmGlob(rate: number, pattern = '*'): string {
  return `${pattern}${suffix(rate)}`;
}

/** Splits a wire arm into arm and rate; undefined where it carries no rate. */
export function parseWireArm(name: string): { arm: string; rate: number } | undefined {
  const at = name.lastIndexOf('.r');
  const text = name.slice(at + 2).replace('_', '.');
  const rate = Number(text);
  if (at < 1 || text === '' || !(rate >= 0 && rate <= 1) || String(rate) !== text) return undefined;
  return { arm: name.slice(0, at), rate };
}
