import { type DecisionRecord, decisionRecordSchema } from '@chaos-lab/contracts';
import { issuesOf } from '../scenario/issues.ts';

/** A line of a tape that could not be used. */
export type BadLine = { readonly line: number; readonly message: string };

export type TapeReader = {
  readonly onRecord: (record: DecisionRecord) => void;
  readonly onBadLine: (bad: BadLine) => void;
};

/** Far more than any record needs; a longer line is no tape. */
const MAX_LINE = 1_000_000;

/**
 * Reads an NDJSON tape piece by piece. A line that is cut off, broken or no record is reported with
 * its number, 1-based, and the others are used.
 */
export async function readTape(
  chunks: AsyncIterable<string | Uint8Array>,
  reader: TapeReader,
): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  let number = 0;
  for await (const chunk of chunks) {
    rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line, (number += 1), reader);
    if (rest.length > MAX_LINE) {
      reader.onBadLine({ line: number + 1, message: `longer than ${MAX_LINE} characters` });
      return;
    }
  }
  rest += decoder.decode();
  if (rest !== '') take(rest, number + 1, reader);
}

function take(line: string, number: number, reader: TapeReader): void {
  if (line.trim() === '') return;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    reader.onBadLine({ line: number, message: 'not JSON: cut off or broken' });
    return;
  }
  let result: ReturnType<typeof decisionRecordSchema.safeParse>;
  try {
    result = decisionRecordSchema.safeParse(value);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    reader.onBadLine({ line: number, message: 'no decision: nested too deeply' });
    return;
  }
  if (result.success) {
    reader.onRecord(result.data);
    return;
  }
  const [issue] = issuesOf(result.error, value, decisionRecordSchema);
  reader.onBadLine({ line: number, message: `no decision: ${issue?.path} ${issue?.message}` });
}
