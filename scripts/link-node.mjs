// npm 10 installs the optional package that holds Node but leaves its command unlinked; newer
// versions link it. After this, `npm run` finds the same Node with either.
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';

const link = new URL('../node_modules/.bin/node', import.meta.url);
const name = `node-${process.platform}-${process.arch}`;

if (!existsSync(link) && existsSync(new URL(`../node_modules/${name}/bin/node`, import.meta.url))) {
  mkdirSync(new URL('.', link), { recursive: true });
  symlinkSync(`../${name}/bin/node`, link);
}
