/** Where two JSON values differ, as `path: FIRST -> SECOND`. */
export function diffValues(first: unknown, second: unknown, path = ''): string[] {
  if (isObject(first) && isObject(second)) {
    const keys = new Set([...Object.keys(first), ...Object.keys(second)]);
    return [...keys].flatMap((key) =>
      diffValues(first[key], second[key], path === '' ? key : `${path}.${key}`),
    );
  }
  const [one, other] = [JSON.stringify(first) ?? 'absent', JSON.stringify(second) ?? 'absent'];
  return one === other ? [] : [`${path}: ${one} -> ${other}`];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
