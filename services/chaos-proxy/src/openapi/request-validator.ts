import type { IncomingHttpHeaders } from 'node:http';
import type { ProblemIssue } from '@chaos-lab/contracts';
import { UserError } from '@chaos-lab/service-kit';
import { issuesOf } from '../scenario/issues.ts';
import type { OpenApiDocument } from './document.ts';
import { schemaCompiler } from './json-schema.ts';
import type { KnownOperation, Operations } from './operations.ts';
import { type ParameterCheck, parameterCheck } from './parameters.ts';
import { isObject, resolveRef } from './reference.ts';

export type RequestToCheck = {
  readonly method: string;
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
};

type BodyCheck = (body: string) => ProblemIssue[];

/** What is wrong with a request; and, where nothing is so far, how to go on with its body. */
export type Checked = {
  readonly issues: ProblemIssue[];
  readonly checkBody: BodyCheck | undefined;
};

type OperationChecks = {
  readonly parameters: readonly ParameterCheck[];
  readonly body: BodyCheck | undefined;
};

const FINE: Checked = { issues: [], checkBody: undefined };

/**
 * Checks requests against the document: path, query and header parameters, and JSON bodies. A call
 * that the document does not know is let through. Throws UserError for what it cannot check by.
 */
export function requestValidator(
  document: OpenApiDocument,
  operations: Operations,
): (request: RequestToCheck) => Checked {
  const compile = schemaCompiler(document);
  const checks = new Map<KnownOperation, OperationChecks>();
  const at = <T>(known: KnownOperation, make: () => T): T => {
    try {
      return make();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const problem = `--validate-requests: ${known.method} ${known.template} of the document cannot be checked: ${reason}`;
      throw new UserError(problem, { code: 'OPENAPI_INVALID', exitCode: 2, cause: error });
    }
  };
  // All at the start: what cannot be compiled must not be met by a request.
  for (const known of operations.all()) {
    checks.set(known, {
      parameters: [known.pathParameters, known.operation['parameters']]
        .flatMap((list): unknown[] => (Array.isArray(list) ? list : []))
        .map((one) => at(known, () => parameterCheck(document, one, known.template, compile)))
        .filter((check) => check !== undefined),
      body: at(known, () => bodyCheck(document, known, compile)),
    });
  }

  return ({ method, path, query, headers }) => {
    const known = operations.find(method, path);
    const found = known === undefined ? undefined : checks.get(known);
    if (found === undefined) return FINE;
    const { parameters, body } = found;
    const values = { segments: path.split('/'), query: new URLSearchParams(query), headers };
    const issues = parameters.flatMap((check) => check(values));
    const isJson = /^application\/(.+\+)?json\b/i.test(headers['content-type'] ?? '');
    return { issues, checkBody: isJson ? body : undefined };
  };
}

function bodyCheck(
  document: OpenApiDocument,
  known: KnownOperation,
  compile: ReturnType<typeof schemaCompiler>,
): BodyCheck | undefined {
  const declared = resolveRef(document, known.operation['requestBody']);
  const content = isObject(declared) ? declared['content'] : undefined;
  const media = isObject(content) ? content['application/json'] : undefined;
  if (!isObject(media) || media['schema'] === undefined) return undefined;
  const schema = compile(media['schema']);
  return (text) => {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return [{ path: 'body', message: `not JSON: ${reason}` }];
    }
    const result = schema.safeParse(value);
    if (result.success) return [];
    return issuesOf(result.error, value, schema).map(({ path, message }) => ({
      path: `body ${path}`.trim(),
      message,
    }));
  };
}
