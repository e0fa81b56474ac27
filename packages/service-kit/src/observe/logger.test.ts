import { describe, expect, test } from 'vitest';
import { createLogger, type LogOptions } from './logger.ts';

function logged(
  options: LogOptions,
  write: (log: ReturnType<typeof createLogger>) => void,
): string {
  let text = '';
  const output = {
    write: (line: string) => {
      text += line;
    },
  };
  write(createLogger('petstore-mock', 'info', { ...options, output }));
  return text;
}

const nasty = 'a\r\n{"level":30,"msg":"forged"}\u001b[31m\u0085';

describe.each([{ pretty: false }, { pretty: true }])('%j', (options) => {
  test('credentials never reach the log', () => {
    const text = logged(options, (log) => {
      const headers = { authorization: 'Bearer s3cret', cookie: 's3cret', 'x-api-key': 's3cret' };
      log.info({ headers, req: { headers }, config: { adminToken: 's3cret' }, token: 's3cret' });
    });
    expect(text).toContain('[redacted]');
    expect(text).not.toContain('s3cret');
  });

  test('no value can forge a line or colour the terminal', () => {
    const text = logged(options, (log) => {
      log.info({ url: nasty, err: new Error(nasty) }, nasty);
    });
    const lines = text.trimEnd().split(/[\r\n]/);
    expect(lines.filter((line) => !line.startsWith(' '))).toHaveLength(1);
    expect(text).not.toContain('\u001b');
  });

  test('lines below the level are dropped', () => {
    expect(logged(options, (log) => log.debug('quiet'))).toBe('');
    expect(logged(options, (log) => log.warn('loud'))).toContain('loud');
  });
});

test('a JSON line names the service and the time', () => {
  const line = logged({ pretty: false }, (log) => log.info('hello'));
  expect(JSON.parse(line)).toMatchObject({ service: 'petstore-mock', msg: 'hello', level: 30 });
  expect(line).toMatch(/"time":"\d{4}-\d\d-\d\dT/);
});
