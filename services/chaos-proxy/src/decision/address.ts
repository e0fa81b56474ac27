const NUMBERED = /#[0-9]+$/;

/**
 * The operation as the key of a decision has it: `operation` for its first call, `operation#call`
 * from the second on. A name that itself ends in `#` and digits always gets a number, so that no two
 * calls share a key.
 */
export function addressOf(operation: string, call: number): string {
  // Almost every name ends in a letter or a path segment; looking for '#' is cheaper than a match.
  if (call === 1 && (!operation.includes('#') || !NUMBERED.test(operation))) return operation;
  return `${operation}#${call}`;
}
