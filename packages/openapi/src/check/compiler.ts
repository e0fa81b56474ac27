import type { SchemaValidateFunction, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { addStrictFormats } from './formats.ts';
import { linearEngine } from './linear-pattern.ts';
import { type Parts, REFERS_TO, referencesIn } from './parts.ts';

export type CompilerOptions = {
  /** Goes on after the first thing that does not fit. */
  readonly allErrors: boolean;
  /** Cuts properties off that no schema names. */
  readonly cutOff: boolean;
};

/** Compiles schemas of a document and everything they refer to, each once. Throws what ajv throws. */
export function compilerOf(
  parts: Parts,
  { allErrors, cutOff }: CompilerOptions,
): (schema: unknown) => ValidateFunction {
  const ajv = new Ajv2020({
    allErrors,
    strict: false,
    logger: false,
    // Compiling finds what is wrong with a schema that is used, and takes a tenth of the time.
    meta: false,
    validateSchema: false,
    removeAdditional: cutOff ? 'all' : false,
    code: { regExp: linearEngine },
  });
  addStrictFormats(ajv);
  if (parts.whole !== undefined) ajv.addSchema(parts.whole);

  const targets = new Map<string, ValidateFunction>();
  const call: SchemaValidateFunction = (reference: string, data, _schema, context) => {
    const check = targets.get(reference);
    if (check === undefined) throw new Error(`${reference} was not compiled`);
    const fits = check(data, context);
    call.errors = check.errors ?? [];
    return fits;
  };
  ajv.addKeyword({ keyword: REFERS_TO, schemaType: 'string', errors: 'full', validate: call });

  const compile = (alone: unknown): ValidateFunction => {
    const open = [...referencesIn(alone)];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (targets.has(next)) continue;
      const target = parts.target(next);
      targets.set(next, ajv.compile(target as object));
      open.push(...referencesIn(target));
    }
    return ajv.compile(alone as object);
  };
  const known = new Map<string, ValidateFunction>();
  return (schema) => {
    const alone = parts.alone(schema);
    const key = JSON.stringify(alone);
    const found = known.get(key) ?? compile(alone);
    known.set(key, found);
    return found;
  };
}
