import { readFile, writeFile } from 'node:fs/promises';
import { FAULT_KINDS } from '@chaos-lab/contracts';
import { CLIENTS, whatClientsSee } from '../tests/support/what-clients-see.ts';

// Writes into docs/reference/faults.md what the clients of today make of every fault.
const file = new URL('../docs/reference/faults.md', import.meta.url);
let text = await readFile(file, 'utf8');
for (const kind of FAULT_KINDS) {
  const seen = await whatClientsSee(kind);
  for (const client of CLIENTS) {
    const row = new RegExp(`(## \`${kind}\`\\n[^#]*?\\| ${client} \\| )[^\\n]*( \\|\\n)`);
    text = text.replace(
      row,
      (_all, before: string, after: string) => before + seen[client] + after,
    );
  }
}
await writeFile(file, text);
