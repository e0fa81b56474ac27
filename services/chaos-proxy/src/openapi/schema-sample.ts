import { isObject, resolveRef } from './reference.ts';

/** Values for properties that say what went wrong, by name. */
export type Hints = Readonly<Record<string, string | number>>;

const MAX_DEPTH = 6;

/**
 * A value that fits a JSON Schema as far as its type, enum, const, default, example, properties and
 * items say; `hints` fill properties of those names. Undefined where the schema says too little.
 */
export function sampleOf(root: unknown, schema: unknown, hints: Hints, depth = 0): unknown {
  const resolved = resolveRef(root, schema);
  if (!isObject(resolved) || depth > MAX_DEPTH) return undefined;
  for (const key of ['const', 'example', 'default']) {
    if (key in resolved) return resolved[key];
  }
  const listed = firstOf(resolved['examples']) ?? firstOf(resolved['enum']);
  if (listed !== undefined) return listed;
  const variant = firstOf(resolved['oneOf']) ?? firstOf(resolved['anyOf']);
  if (variant !== undefined) return sampleOf(root, variant, hints, depth + 1);
  if (Array.isArray(resolved['allOf'])) return merged(root, resolved['allOf'], hints, depth);
  return sampleOfType(root, resolved, hints, depth);
}

function sampleOfType(
  root: unknown,
  schema: Record<string, unknown>,
  hints: Hints,
  depth: number,
): unknown {
  const type = firstOf(schema['type']) ?? schema['type'] ?? ('properties' in schema && 'object');
  switch (type) {
    case 'object':
      return sampleObject(root, schema, hints, depth);
    case 'array': {
      const item = sampleOf(root, schema['items'], hints, depth + 1);
      return item === undefined ? [] : [item];
    }
    case 'string':
      return 'string';
    case 'integer':
    case 'number':
      return typeof schema['minimum'] === 'number' ? schema['minimum'] : 0;
    case 'boolean':
      return false;
    default:
      return undefined;
  }
}

function sampleObject(
  root: unknown,
  schema: Record<string, unknown>,
  hints: Hints,
  depth: number,
): Record<string, unknown> {
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const filled: [string, unknown][] = [];
  for (const [name, property] of Object.entries(properties)) {
    const hint = hintFor(root, property, hints[name]);
    const value = hint ?? sampleOf(root, property, hints, depth + 1);
    if (value !== undefined) filled.push([name, value]);
  }
  return Object.fromEntries(filled);
}

/** A hint is only used where the property is of its type. */
function hintFor(root: unknown, property: unknown, hint: string | number | undefined): unknown {
  const schema = resolveRef(root, property);
  if (hint === undefined || !isObject(schema)) return undefined;
  const type = firstOf(schema['type']) ?? schema['type'];
  const wanted = type === 'integer' || type === 'number' ? 'number' : type;
  return typeof hint === wanted && !('enum' in schema) ? hint : undefined;
}

function merged(root: unknown, parts: readonly unknown[], hints: Hints, depth: number): unknown {
  const samples = parts.map((part) => sampleOf(root, part, hints, depth + 1)).filter(isObject);
  return samples.length === 0 ? undefined : Object.assign({}, ...samples);
}

function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? (value[0] as unknown) : undefined;
}
