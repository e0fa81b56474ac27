import { createReadStream } from 'node:fs';
import { UserError } from '@chaos-lab/service-kit';
import type { OpenApiDocument } from '@chaos-lab/openapi';
import { readOpenApi } from '@chaos-lab/openapi/read';
import { type BadLine, readTape } from './tape/read-tape.ts';
import { Recording } from './tape/recording.ts';

type ReadFile = (path: string) => string;

/** The document named by `--openapi`. */
export function openApiFrom(
  path: string | undefined,
  readFile: ReadFile,
): OpenApiDocument | undefined {
  if (path === undefined) return undefined;
  let text: string;
  try {
    text = readFile(path);
  } catch (error) {
    throw unreadable('--openapi', path, error);
  }
  return readOpenApi(text, path);
}

/** The tape named by `--replay`; lines that cannot be used are told and left out. */
export async function recordingFrom(
  path: string,
  onBadLine: (bad: BadLine) => void,
): Promise<Recording> {
  const recording = new Recording();
  try {
    const onRecord = recording.add.bind(recording);
    await readTape(createReadStream(path), { onRecord, onBadLine });
  } catch (error) {
    throw unreadable('--replay', path, error);
  }
  if (recording.size > 0) return recording;
  throw new UserError(`--replay: ${path} holds no decision`, { code: 'TAPE_EMPTY', exitCode: 2 });
}

function unreadable(flag: string, path: string, cause: unknown): UserError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const problem = `${flag}: ${path} cannot be read: ${reason}`;
  return new UserError(problem, { code: 'FILE_UNREADABLE', exitCode: 2, cause });
}
