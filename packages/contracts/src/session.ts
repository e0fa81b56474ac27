import { z } from 'zod';

/** What a session or an arm may be called: it ends up in paths, labels and file names. */
export const NAME_PATTERN = /^[A-Za-z0-9._-]{1,128}$/;

export const nameSchema = z
  .string()
  .regex(NAME_PATTERN, 'expected 1 to 128 characters of A-Z a-z 0-9 . _ -');

export const DEFAULT_SESSION = 'default';
export const DEFAULT_ARM = '-';

/** One independent stream of faults and one isolated store: who is calling. */
export type Identity = { readonly session: string; readonly arm: string };

/** Runs that are read off in one request, each once. */
export const runListSchema = z.strictObject({
  runs: z
    .array(z.strictObject({ session: nameSchema, arm: nameSchema }))
    .min(1)
    .max(1000),
});
export type RunList = z.infer<typeof runListSchema>;

export const DEFAULT_IDENTITY: Identity = Object.freeze({
  session: DEFAULT_SESSION,
  arm: DEFAULT_ARM,
});

const PREFIX = /^\/~([A-Za-z0-9._-]{1,128})(?:@([A-Za-z0-9._-]{1,128}))?(?=\/|\?|$)/;

/** Splits `/~SESSION@ARM/rest` into its identity and `/rest`; undefined where there is no prefix. */
export function splitSessionPrefix(url: string): { identity: Identity; rest: string } | undefined {
  const match = PREFIX.exec(url);
  if (match === null) return undefined;
  const rest = url.slice(match[0].length);
  return {
    identity: { session: match[1] ?? DEFAULT_SESSION, arm: match[2] ?? DEFAULT_ARM },
    rest: rest.startsWith('/') ? rest : `/${rest}`,
  };
}

/** The path prefix that gives a client its session and arm through nothing but a base URL. */
export function sessionPrefix(identity: Identity): string {
  return identity.arm === DEFAULT_ARM
    ? `/~${identity.session}`
    : `/~${identity.session}@${identity.arm}`;
}
