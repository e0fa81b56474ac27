import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { NAME_PATTERN } from '@chaos-lab/contracts';
import { UserError } from '@chaos-lab/service-kit';
import { type LoadedPlaybook, parsePlaybook } from './parse-playbook.ts';
import { PlaybookError } from './playbook-error.ts';

/** Reads one playbook file, named by its stem. Throws a PlaybookError with everything wrong in it. */
export function readPlaybook(file: string): LoadedPlaybook {
  const name = basename(file, extname(file));
  if (!NAME_PATTERN.test(name)) {
    const message = 'the file name, without its ending, may hold only A-Z a-z 0-9 . _ -';
    throw new PlaybookError(file, [{ path: '$', message }]);
  }
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new PlaybookError(file, [{ path: '$', message: `cannot be read: ${reason(error)}` }]);
  }
  return parsePlaybook(name, text, file);
}

/** Every `*.json` of a folder. */
export function readPlaybooks(folder: string): LoadedPlaybook[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    throw new UserError(`--playbooks: ${folder} cannot be read: ${reason(error)}`, {
      code: 'PLAYBOOKS_UNREADABLE',
      exitCode: 2,
    });
  }
  return names
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => readPlaybook(join(folder, name)));
}

const reason = (error: unknown): string =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'
    ? 'there is no such file'
    : String(error instanceof Error ? error.message : error);
