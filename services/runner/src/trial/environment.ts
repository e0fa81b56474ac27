import { BadInputError } from '../errors.ts';
import type { RunPlace } from './client-end.ts';

/** Names that SDKs read their base URL from, and what they expect behind the host. */
const SDK_NAMES: Readonly<Record<string, string>> = {
  OPENAI_BASE_URL: '/v1',
  OPENAI_API_BASE: '/v1',
  ANTHROPIC_BASE_URL: '',
  API_URL: '',
  API_BASE_URL: '',
};

/** Values that a client must not see: with them it could read its faults and write its verdict. */
const SECRET: ReadonlySet<string> = new Set(['ADMIN_TOKEN']);

export type EnvironmentSettings = {
  /** That of this process. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `NAME` to a text in which `{url}` and `{session}` are filled in. */
  readonly extra: ReadonlyMap<string, string>;
  /** Whether the target has a path of its own, so that SDKs need none. */
  readonly targetHasPath: boolean;
};

/** The environment of one run of a program. */
export function clientEnvironment(
  { env, extra, targetHasPath }: EnvironmentSettings,
  { session, baseUrl }: RunPlace,
): Record<string, string | undefined> {
  const result: Record<string, string | undefined> = {};
  for (const [name, text] of Object.entries(env)) if (!SECRET.has(name)) result[name] = text;
  for (const name of ['BASE_URL', 'CHAOS_URL']) result[name] = baseUrl;
  result['SESSION'] = session;
  for (const [name, path] of Object.entries(SDK_NAMES)) {
    result[name] = targetHasPath ? baseUrl : baseUrl + path;
  }
  for (const [name, text] of extra) result[name] = filledIn(text, { session, baseUrl });
  return result;
}

/** A text of a person, with the place of one run in it. */
export const filledIn = (text: string, { session, baseUrl }: RunPlace): string =>
  text.replaceAll('{url}', baseUrl).replaceAll('{session}', session);

/** `NAME=text with {url}` as it is given to `--env`. Throws BadInputError. */
export function parseEnvironment(given: readonly string[]): Map<string, string> {
  const extra = new Map<string, string>();
  for (const one of given) {
    const [, name, text] = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(one) ?? [];
    if (name === undefined || text === undefined) {
      throw new BadInputError(`--env: ${one}: expected NAME=value, such as API_URL={url}`);
    }
    extra.set(name, text);
  }
  return extra;
}
