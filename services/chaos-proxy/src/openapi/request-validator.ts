import type { IncomingHttpHeaders } from 'node:http';
import type { ProblemIssue } from '@chaos-lab/contracts';
import {
  type Check,
  declaredFor,
  isJsonMedia,
  mediaOf,
  type OpenApiDocument,
  type Operation,
  operationsIn,
  type ParameterComplaint,
  parametersOf,
  type ReadParameters,
  type RequestBodyObject,
  resolveRef,
  type Schemas,
} from '@chaos-lab/openapi';
import type { Operations } from './operations.ts';

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

type RequestChecks = {
  readonly parameters: ReadParameters;
  readonly requiresBody: boolean;
  readonly bodyOf: (media: string) => BodyCheck | undefined;
};

const FINE: Checked = { issues: [], checkBody: undefined };

/**
 * Checks requests against the document: path, query and header parameters, and JSON bodies. A call
 * that the document does not know is let through. Everything is compiled here, so that no request
 * meets what cannot be used: that is an OpenApiError now.
 */
export function requestValidator(
  document: OpenApiDocument,
  operations: Operations,
  schemas: Schemas,
): (request: RequestToCheck) => Checked {
  const checks = new Map<Operation['object'], RequestChecks>();
  for (const operation of operationsIn(document)) {
    const parameters = parametersOf(document, schemas, operation);
    checks.set(operation.object, { parameters, ...bodyChecks(document, schemas, operation) });
  }
  return ({ method, path, query, headers }) => {
    const called = operations.find(method, path);
    const found = called && checks.get(called.known.operation.object);
    if (found === undefined) return FINE;
    const complaints: ParameterComplaint[] = [];
    const raw = {
      path: called?.values.map(decoded) ?? [],
      query: query === '' ? undefined : new URLSearchParams(query),
      headers,
    };
    found.parameters(raw, {}, complaints);
    const issues = complaints.map(({ in: place, name, path: inside, message }) => ({
      path: `${place} ${name}${inside}`,
      message,
    }));
    const hasBody =
      headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
    if (found.requiresBody && !hasBody) issues.push({ path: 'body', message: 'is required' });
    const media = mediaOf(headers['content-type'] ?? '');
    return { issues, checkBody: hasBody ? found.bodyOf(media) : undefined };
  };
}

function bodyChecks(document: OpenApiDocument, schemas: Schemas, operation: Operation) {
  const { requestBody } = operation.object;
  const declared = requestBody && resolveRef<RequestBodyObject>(document, requestBody);
  const content = declared?.content ?? {};
  const compiled = new Map<object, BodyCheck>();
  for (const [name, media] of Object.entries(content)) {
    if (media.schema === undefined || !(isJsonMedia(name) || name.endsWith('/*'))) continue;
    const where = `${operation.method} ${operation.path} body`;
    compiled.set(media, bodyCheck(schemas.compile(media.schema, where)));
  }
  return {
    requiresBody: declared?.required === true,
    bodyOf(media: string): BodyCheck | undefined {
      const found = isJsonMedia(media) ? declaredFor(content, media) : undefined;
      return found && compiled.get(found);
    },
  };
}

function bodyCheck(check: Check): BodyCheck {
  return (text) => {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return [{ path: 'body', message: `not JSON: ${reason}` }];
    }
    return (check(value) ?? []).map(({ path, message }) => ({
      path: path === '/' ? 'body' : `body ${path}`,
      message,
    }));
  };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
