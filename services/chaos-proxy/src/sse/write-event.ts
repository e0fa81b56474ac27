import type { SseEvent } from './sse-event.ts';

/** An event that no upstream sent. */
export type MadeEvent = {
  /** The name for `event:`; none where undefined. */
  readonly type?: string | undefined;
  readonly data: string;
};

const LINE = /([^\r\n]*)(\r\n|\r|\n|$)/g;

/** An event in its bytes, with LF. */
export function writeEvent({ type, data }: MadeEvent): Buffer {
  const name = type === undefined || type === '' ? '' : `event: ${type}\n`;
  return Buffer.from(`${name}${dataLines(data, '\n')}\n`);
}

/** The same block with other data and, where given, another name; its other lines stay as they are. */
export function withData(event: SseEvent, data: string, type?: string): Buffer {
  const lines = [...event.bytes.toString('latin1').matchAll(LINE)].filter(([all]) => all !== '');
  const kept: string[] = [];
  let written = false;
  for (const [all, line = '', end = '\n'] of lines) {
    const field = line.replace(/^ï»¿/, '').split(':', 1)[0];
    if (field === 'event' && type !== undefined) kept.push(latin1(`event: ${type}`), end);
    else if (field !== 'data') kept.push(all);
    else if (!written) {
      kept.push(latin1(dataLines(data, end)));
      written = true;
    }
  }
  return Buffer.from(kept.join(''), 'latin1');
}

function dataLines(data: string, end: string): string {
  return data
    .split('\n')
    .map((line) => `data: ${line}${end}`)
    .join('');
}

/** The UTF-8 bytes of a text as one character each. */
function latin1(text: string): string {
  return Buffer.from(text).toString('latin1');
}
