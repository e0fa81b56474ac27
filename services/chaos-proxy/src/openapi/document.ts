import { UserError } from '@chaos-lab/service-kit';
import { parse } from 'yaml';
import { z } from 'zod';
import { badReference } from './check-references.ts';

export const METHODS = [
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
] as const;

const operationSchema = z.looseObject({ operationId: z.string().optional() });
const pathItemSchema = z.looseObject(
  Object.fromEntries(METHODS.map((method) => [method, operationSchema.optional()])) as Record<
    (typeof METHODS)[number],
    z.ZodOptional<typeof operationSchema>
  >,
);

/** As much of an OpenAPI 3 document as the proxy looks at. */
const documentSchema = z.looseObject({
  openapi: z.string().regex(/^3\./, 'expected version 3.x'),
  servers: z.array(z.looseObject({ url: z.string() })).optional(),
  paths: z.record(z.string(), pathItemSchema),
});

export type OpenApiDocument = z.infer<typeof documentSchema>;
export type OpenApiOperation = z.infer<typeof operationSchema>;

/** An OpenAPI document from YAML or JSON text. Throws UserError that says what is wrong where. */
export function parseOpenApi(text: string, source: string): OpenApiDocument {
  const fail = (problem: string): UserError =>
    new UserError(`${source}: ${problem}`, { code: 'OPENAPI_INVALID', exitCode: 2 });
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    throw fail(`not YAML or JSON: ${error instanceof Error ? error.message.split('\n')[0] : ''}`);
  }
  const result = documentSchema.safeParse(value);
  if (result.success) {
    const bad = badReference(value);
    if (bad !== undefined) throw fail(bad);
    return result.data;
  }
  const [issue] = result.error.issues;
  throw fail(`not an OpenAPI 3 document: /${issue?.path.join('/') ?? ''} ${issue?.message ?? ''}`);
}

/** The paths under which the operations are served: those of `servers`, or the root. */
export function basePaths(document: OpenApiDocument): string[] {
  const urls = (document.servers ?? [{ url: '/' }]).map((server) => server.url);
  const paths = urls.map((url) => {
    const absolute = URL.parse(url, 'http://relative.invalid/');
    return (absolute?.pathname ?? '/').replace(/\/+$/, '');
  });
  return [...new Set(paths)];
}
