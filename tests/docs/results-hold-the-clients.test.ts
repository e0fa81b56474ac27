import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { clientsSection, withClients } from '../../scripts/third-party/results-section.ts';
import { RESULTS } from '../../scripts/third-party/table.ts';

const page = readFileSync(new URL('../../docs/results.md', import.meta.url), 'utf8');
const clients = readFileSync(RESULTS, 'utf8');

it('the page of results ends with what ordinary clients do, as it was measured', () => {
  expect(page.endsWith(clientsSection(clients))).toBe(true);
});

it('a new table takes the place of the one before and of nothing else', () => {
  const document = '# What they do\n\n## 503\n\n| a |\n';
  const once = withClients('# Results\n\n## Checks\n\n- all\n', document);
  expect(once).toBe('# Results\n\n## Checks\n\n- all\n\n## Ordinary clients\n\n### 503\n\n| a |\n');
  expect(withClients(once, document.replace('| a |', '| b |'))).toBe(
    once.replace('| a |', '| b |'),
  );
});
