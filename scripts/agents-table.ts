import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { agentClients } from './agents/clients.ts';
import { FOLDER, startAgentLab } from './agents/lab.ts';
import { measureAll } from './agents/measure.ts';
import { agentsPage } from './agents/page.ts';

// Writes docs/results/agents.md, and the tape of every cell into runs/agents. Python clients are
// measured where PYTHON names an interpreter that has openai, anthropic or mcp.
if (!existsSync(new URL('node_modules/', FOLDER))) {
  console.error('the clients are not installed: run npm ci in tests/third-party/agents first');
  process.exit(1);
}
const root = new URL('../', import.meta.url);
const clients = await agentClients(process.env['PYTHON']);
const lab = await startAgentLab();
try {
  // A process of its own for each cell: more than two at once would wait for one another.
  const own = clients.filter((one) => one.saysBegun);
  const cells = await measureAll(
    lab,
    clients.filter((one) => !one.saysBegun),
  );
  cells.push(...(await measureAll(lab, own, { atOnce: 2 })));
  await writeFile(new URL('docs/results/agents.md', root), agentsPage(clients, cells));
  const folder = new URL('runs/agents/', root);
  await mkdir(folder, { recursive: true });
  const lines = cells.flatMap(({ tape }) => tape.map((record) => `${JSON.stringify(record)}\n`));
  await writeFile(new URL('tape.ndjson', folder), lines.join(''));
  console.log(`${clients.length} clients, ${cells.length} cells: docs/results/agents.md`);
} finally {
  await lab.stop();
}
// Some clients keep timers of half a minute for requests that nobody waits for any more.
process.exit(0);
