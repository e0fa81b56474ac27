const plain = (word: string): string => word.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** ` (did you mean X?)` for the nearest candidate, or the empty string where none is near. */
export function suggest(word: string, candidates: Iterable<string>, prefix = ''): string {
  let best: { candidate: string; distance: number } | undefined;
  for (const candidate of candidates) {
    const distance = editDistance(plain(word), plain(candidate));
    if (distance < (best?.distance ?? Infinity)) best = { candidate, distance };
  }
  const near = best !== undefined && best.distance <= Math.max(1, Math.floor(word.length / 3));
  return near ? ` (did you mean ${prefix}${best?.candidate}?)` : '';
}

/** Levenshtein distance, one row at a time. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let line = 1; line <= from.length; line += 1) {
    const next = [line];
    for (let column = 1; column <= to.length; column += 1) {
      const cost = from[line - 1] === to[column - 1] ? 0 : 1;
      const replaced = (row[column - 1] ?? 0) + cost;
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
