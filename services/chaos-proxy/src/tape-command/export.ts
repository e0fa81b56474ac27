import { nameSchema } from '@chaos-lab/contracts';
import { UserError } from '@chaos-lab/service-kit';
import { TAPE_FORMATS, type TapeFormatName } from '../tape/formats/index.ts';
import { type Output, readTapeFile } from './read-tape-file.ts';

export type ExportOptions = {
  readonly as?: string;
  readonly session?: string;
  readonly arm?: string;
  readonly baseUrl?: string;
};

/** RFC 2606 keeps this name free: it can be nobody's host. */
const NOBODY = 'http://upstream.invalid';

/** Writes a tape, or the part of it that one session left, in the format of another tool. */
export async function exportTape(
  file: string,
  options: ExportOptions,
  stdout: Output,
  stderr: Output,
): Promise<void> {
  const format = TAPE_FORMATS[formatOf(options.as)];
  const session = nameOf('--session', options.session);
  const arm = nameOf('--arm', options.arm);
  const writer = format.begin({ baseUrl: baseUrlOf(options.baseUrl) });
  let count = 0;
  await readTapeFile(file, stderr, (record) => {
    if (session !== undefined && record.session !== session) return;
    if (arm !== undefined && record.arm !== arm) return;
    count += 1;
    stdout.write(writer.record(record));
  });
  if (count === 0) throw refused(nothing(file, session, arm));
  stdout.write(writer.end());
}

function nothing(file: string, session: string | undefined, arm: string | undefined): string {
  const wanted = [
    ...(session === undefined ? [] : [`session ${session}`]),
    ...(arm === undefined ? [] : [`arm ${arm}`]),
  ];
  return `${file} holds no record${wanted.length === 0 ? '' : ` of ${wanted.join(', ')}`}`;
}

function formatOf(word: string | undefined): TapeFormatName {
  const names = Object.keys(TAPE_FORMATS) as TapeFormatName[];
  const known = names.find((name) => name === word);
  if (known !== undefined) return known;
  const given = word === undefined ? 'is missing' : `${word} is no format`;
  throw refused(`--as: ${given}: expected one of ${names.join(', ')}`);
}

function nameOf(flag: string, value: string | undefined): string | undefined {
  if (value === undefined || nameSchema.safeParse(value).success) return value;
  throw refused(`${flag}: ${JSON.stringify(value)} is no name: expected A-Z a-z 0-9 . _ -`);
}

function baseUrlOf(value: string = NOBODY): string {
  const url = URL.parse(value);
  if (url !== null && /^https?:$/.test(url.protocol)) return value.replace(/\/+$/, '');
  throw refused(`--base-url: ${value} is no address: expected http://HOST or https://HOST`);
}

function refused(problem: string): UserError {
  return new UserError(problem, { code: 'CONFIG_INVALID', exitCode: 2 });
}
