/** A segment that names one thing among many: a number, a UUID, a long word of hex or of an id. */
const ID =
  /^(\d+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{12,}|[a-z]+_[A-Za-z0-9]{8,})$/i;

/** A path as a scenario matches it: segments that are ids become `*`. */
export function pathPattern(path: string): string {
  return path
    .split('/')
    .map((segment) => (ID.test(segment) ? '*' : segment))
    .join('/');
}
