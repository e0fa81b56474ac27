import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundleCode, bundleTypes } from './bundle.ts';
import type { PackageDescription } from './description.ts';
import { launcherText, REQUIRE_NODE } from './launcher.ts';
import { manifestOf } from './manifest.ts';
import { noticesText } from './notices.ts';
import { launcherPlace, ROOT } from './places.ts';

/** Makes a package in a folder of its own below `target`; gives the path of its tarball. */
export async function pack(described: PackageDescription, target: string): Promise<string> {
  const folder = join(target, described.name.replace(/^@/, '').replace('/', '-'));
  const put = (place: string, text: string, mode = 0o644): void => {
    mkdirSync(dirname(join(folder, place)), { recursive: true });
    writeFileSync(join(folder, place), text, { mode });
  };
  rmSync(folder, { recursive: true, force: true });
  const licences = await bundleCode(described, folder);
  await bundleTypes(described, folder);
  const commands = Object.entries(described.commands);
  for (const [command, source] of commands) {
    const place = launcherPlace(command, source);
    put(place, launcherText(place), 0o755);
  }
  const launched = commands.length === 0 ? [] : [REQUIRE_NODE];
  for (const path of [...described.files, ...launched]) copy(path, join(folder, path));
  copy(described.readme, join(folder, 'README.md'));
  copy('LICENSE', join(folder, 'LICENSE'));
  if (licences.size > 0) put('THIRD-PARTY-LICENSES.txt', noticesText(licences));
  put('package.json', `${JSON.stringify(manifestOf(described), null, 2)}\n`);
  const told = execFileSync('npm', ['pack', '--json', '--pack-destination', target], {
    cwd: folder,
    encoding: 'utf8',
  });
  const [packed] = Object.values(JSON.parse(told) as Record<string, { filename: string }>);
  if (packed === undefined) throw new Error(`npm pack told of no file: ${told}`);
  return join(target, packed.filename);
}

function copy(path: string, to: string): void {
  if (!existsSync(ROOT + path)) throw new Error(`${path} is not there`);
  cpSync(ROOT + path, to, { recursive: true });
}
