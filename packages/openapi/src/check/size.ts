/** Whether a JSON value has more than so many parts; stops counting there. */
export function hasMoreParts(value: unknown, limit: number): boolean {
  const stack: unknown[] = [value];
  let parts = 0;
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    parts += 1;
    if (parts > limit) return true;
    if (typeof next !== 'object' || next === null) continue;
    const inside: unknown[] = Object.values(next);
    if (parts + stack.length + inside.length > limit) return true;
    for (const part of inside) stack.push(part ?? null);
  }
  return false;
}
