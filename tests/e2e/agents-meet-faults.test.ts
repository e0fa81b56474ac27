import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CASES } from '../../scripts/agents/cases.ts';
import { type AgentClient, agentClients } from '../../scripts/agents/clients.ts';
import { type AgentLab, FOLDER, startAgentLab } from '../../scripts/agents/lab.ts';
import { measureAll } from '../../scripts/agents/measure.ts';
import { shownCells } from '../../scripts/agents/page.ts';

const installed = existsSync(new URL('node_modules/', FOLDER));
const page = readFileSync(new URL('../../docs/results/agents.md', import.meta.url), 'utf8');

/** Cells in which nobody waits, so that a test can look at them again. */
const QUICK = ['calm', '503', 'lost', 'cut', 'cut-arguments', 'terminator', 'error-event'];
const COLUMNS = CASES.map(({ name }) => name);

let lab: AgentLab;
let clients: AgentClient[] = [];

beforeAll(async () => {
  if (!installed) return;
  lab = await startAgentLab();
  clients = await agentClients(undefined);
}, 60_000);
afterAll(async () => {
  if (installed) await lab.stop();
});

test.skipIf(!installed)(
  'what the npm clients do is what the page says (needs npm ci in tests/third-party/agents)',
  async () => {
    const models = clients.filter(({ isMcp }) => !isMcp);
    const cases = CASES.filter(({ name }) => QUICK.includes(name));
    const cells = await measureAll(lab, models, { cases });
    for (const { name, title } of models) {
      const row = page.split('\n').find((line) => line.startsWith(`| ${title} |`)) ?? '';
      const told = row.slice(2, -2).split(' | ').slice(1);
      const seen = shownCells(name, cells);
      for (const one of QUICK) {
        const at = COLUMNS.indexOf(one);
        expect(`${name} ${one}: ${seen[at]?.trim()}`).toBe(`${name} ${one}: ${told[at]?.trim()}`);
      }
    }
    expect(models.length).toBeGreaterThanOrEqual(10);
  },
  180_000,
);

test('the page names every client with its version', () => {
  const { dependencies } = JSON.parse(readFileSync(new URL('package.json', FOLDER), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  for (const name of ['openai', '@anthropic-ai/sdk', 'ai', '@google/genai', '@openai/agents']) {
    expect(page).toContain(`${name} ${dependencies[name]}`);
  }
});
