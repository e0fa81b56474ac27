import { z } from 'zod';

/**
 * The names that the object at `path` of a schema may have; undefined where no object is found there.
 * Of alternatives told apart by a name, the one that `input` chose counts.
 */
export function knownNames(
  schema: z.core.$ZodType,
  path: readonly PropertyKey[],
  input: unknown,
): string[] | undefined {
  const here = chosen(schema, input);
  if (here === undefined) return undefined;
  const [first, ...rest] = path;
  if (first === undefined) return here instanceof z.ZodObject ? Object.keys(here.shape) : undefined;
  const below = child(here, first);
  return below === undefined ? undefined : knownNames(below, rest, valueOf(input, first));
}

/** Without what is wrapped around it, and of alternatives the chosen one. */
function chosen(schema: z.core.$ZodType, input: unknown): z.core.$ZodType | undefined {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodNullable
  ) {
    return chosen(schema.unwrap(), input);
  }
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return schema;
  const { discriminator } = schema.def;
  return schema.options.find((option: z.core.$ZodType) => {
    const named = option instanceof z.ZodObject ? shapeOf(option)[discriminator] : undefined;
    return (
      named instanceof z.ZodLiteral && named.values.has(valueOf(input, discriminator) as string)
    );
  });
}

function shapeOf(object: z.ZodObject): Readonly<Record<string, z.core.$ZodType>> {
  return object.shape;
}

function child(schema: z.core.$ZodType, key: PropertyKey): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodObject) return shapeOf(schema)[String(key)];
  if (schema instanceof z.ZodArray) return schema.element;
  return schema instanceof z.ZodRecord ? schema.valueType : undefined;
}

function valueOf(input: unknown, key: PropertyKey): unknown {
  return typeof input === 'object' && input !== null
    ? (input as Record<PropertyKey, unknown>)[key]
    : undefined;
}
