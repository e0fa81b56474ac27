import type { DecisionRecord } from '@chaos-lab/contracts';
import type { TapeFormat } from './tape-format.ts';

const HEAD = [
  'sequenceDiagram',
  '  participant client',
  '  participant proxy as chaos-proxy',
  '  participant upstream',
  '',
].join('\n');

/** A sequence diagram that Markdown viewers draw; meant for one session, whose story it tells. */
export const mermaid: TapeFormat = {
  describe: 'a Mermaid sequence diagram, for a README or an issue',
  begin() {
    let before = HEAD;
    return {
      record(record) {
        const text = `${before}${linesOf(record)
          .map((line) => `  ${line}\n`)
          .join('')}`;
        before = '';
        return text;
      },
      end: () => before,
    };
  },
};

function linesOf(record: DecisionRecord): string[] {
  const { operation, attempt, method, upstreamStatus } = record;
  const asked = label(`${method} ${operation}, attempt ${attempt}`);
  const lines = [`client->>proxy: ${asked}`];
  const isStopped = record.phase === 'before' && record.upstreamStatus === null;
  if (record.fault !== null && isStopped) lines.push(note(record));
  if (!isStopped || upstreamStatus !== null) {
    lines.push(`proxy->>upstream: ${label(`${method} ${operation}`)}`);
    lines.push(
      upstreamStatus === null
        ? 'upstream--xproxy: no answer'
        : `upstream-->>proxy: ${upstreamStatus}`,
    );
  }
  if (record.fault !== null && !isStopped) lines.push(note(record));
  lines.push(answerOf(record));
  return lines;
}

function note({ fault, phase, suppressed }: DecisionRecord): string {
  const held = suppressed === null ? '' : `, did not go out (${suppressed})`;
  return `Note over proxy: ${label(`${fault?.kind} ${phase}${held}`)}`;
}

function answerOf({ status, end }: DecisionRecord): string {
  if (end === null) return 'Note over client,proxy: still open';
  if (end === 'client-abort') return 'client-xproxy: gone';
  return status === null ? `proxy--xclient: no answer` : `proxy-->>client: ${status}`;
}

/** `;` and `#` mean something in a diagram, and a line break ends the message. */
function label(text: string): string {
  return text.replaceAll(/[;#]/g, (mark) => `#${mark.charCodeAt(0)};`).replaceAll(/\s+/g, ' ');
}
