import { Writable } from 'node:stream';
import { destination, type Logger, type LoggerOptions, pino } from 'pino';
import pretty from 'pino-pretty';

export type { Logger } from 'pino';

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';

export interface LogOptions {
  /** Lines for people instead of JSON; unless told, when stderr is a terminal. */
  readonly pretty?: boolean;
  /** Where lines go instead of stderr. */
  readonly output?: { write(line: string): void };
}

/** Names whose values are credentials, in every way that they are commonly written. */
const SECRETS = [
  'apiKey',
  'adminToken',
  'accessToken',
  'clientSecret',
  'llmApiKey',
  'X-Api-Key',
  'X-API-Key',
  'Set-Cookie',
  'Proxy-Authorization',
  'AGENT_LLM_API_KEY',
  'OPENAI_API_KEY',
  ...['authorization', 'cookie', 'password', 'secret', 'token', 'apikey'].flatMap(spellings),
  ...['set-cookie', 'proxy-authorization', 'x-api-key', 'api-key'].flatMap(spellings),
  ...['api_key', 'access_token', 'client_secret', 'admin_token'].flatMap(spellings),
].map((name) => `["${name}"]`);

function spellings(name: string): string[] {
  return [name, name.toUpperCase(), name.charAt(0).toUpperCase() + name.slice(1)];
}

/**
 * A pino logger on stderr; stdout stays free for data. Credentials are replaced by `[redacted]` down
 * to the fourth level of an object, and no value can forge a line in either format.
 */
export function createLogger(service: string, level: LogLevel, options: LogOptions = {}): Logger {
  const settings: LoggerOptions = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRETS.flatMap(atEveryDepth), censor: '[redacted]' },
  };
  const usePretty = options.pretty ?? process.stderr.isTTY;
  if (!usePretty) return pino(settings, options.output ?? destination({ fd: 2, sync: true }));
  const stream = pretty({
    destination: options.output ? asStream(options.output) : 2,
    sync: true,
    colorize: options.output === undefined,
    ignore: 'pid,hostname,service',
    singleLine: true,
    // Values are JSON and stacks are indented and stripped of controls; only the message is raw.
    messageFormat: (log, key) => escapeControls(`${service} ${textOf(log[key])}`),
  });
  return pino(settings, stream);
}

const atEveryDepth = (name: string): string[] => [name, `*${name}`, `*.*${name}`, `*.*.*${name}`];

const textOf = (message: unknown): string => (typeof message === 'string' ? message : '');

const asStream = (output: { write(line: string): void }): Writable =>
  new Writable({
    decodeStrings: false,
    write(line: string, _encoding, done) {
      output.write(line);
      done();
    },
  });

/** Shows what breaks lines, colours or turns around the text of a terminal, instead of sending it. */
function escapeControls(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u${code.toString(16).padStart(4, '0')}`;
  });
}
