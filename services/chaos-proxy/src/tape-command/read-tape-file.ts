import { createReadStream } from 'node:fs';
import type { DecisionRecord } from '@chaos-lab/contracts';
import { UserError } from '@chaos-lab/service-kit';
import { type BadLine, readTape } from '../tape/read-tape.ts';

export type Output = { write(chunk: string): unknown };

/** Reads a tape file; lines that cannot be used are told on `stderr` and left out. Throws UserError. */
export async function readTapeFile(
  file: string,
  stderr: Output,
  onRecord: (record: DecisionRecord) => void,
): Promise<void> {
  const onBadLine = ({ line, message }: BadLine): void => {
    stderr.write(`chaos-proxy: ${file}:${line}: left out: ${message}\n`);
  };
  try {
    await readTape(createReadStream(file), { onRecord, onBadLine });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const problem = `${file} cannot be read: ${reason}`;
    throw new UserError(problem, { code: 'TAPE_UNREADABLE', exitCode: 2, cause: error });
  }
}
