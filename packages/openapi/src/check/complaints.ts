import type { ErrorObject } from 'ajv';

/** One place that does not fit, as a JSON pointer (`/` for the whole), and why. */
export type Complaint = { readonly path: string; readonly message: string };

/** Complaints in the words of a reader, the first `limit` of them. */
export function complaintsOf(errors: readonly ErrorObject[], limit: number): Complaint[] {
  return errors
    .slice(0, limit)
    .map((error) => ({ path: pathOf(error), message: messageOf(error) }));
}

// A missing property is reported at the place where it should be.
function pathOf({ instancePath, keyword, params }: ErrorObject): string {
  const missing = (params as { missingProperty?: string }).missingProperty;
  const path = keyword === 'required' ? `${instancePath}/${missing}` : instancePath;
  return path === '' ? '/' : path;
}

function messageOf({ keyword, params, message }: ErrorObject): string {
  if (keyword === 'required') return 'is required';
  const { allowedValues, format, additionalProperty } = params as {
    allowedValues?: unknown[];
    format?: string;
    additionalProperty?: string;
  };
  if (allowedValues !== undefined) return `must be one of ${allowedValues.join(', ')}`;
  if (additionalProperty !== undefined) return `has ${additionalProperty}, which is not known`;
  if (format === 'int64') return 'must be a whole number of 64 bits';
  if (format === 'int32') return 'must be a whole number from -2147483648 to 2147483647';
  if (format === 'date-time') return 'must be a date and time such as 2026-01-31T09:00:00Z';
  return message ?? `does not fit (${keyword})`;
}
