// Lets ordinary clients meet ordinary faults through the real proxy and writes down what each did, in a
// page of its own and in the page of results: `npm run results:third-party`.
import { readFileSync, writeFileSync } from 'node:fs';
import { measureAll } from './third-party/measure.ts';
import { startThirdPartyLab } from './third-party/lab.ts';
import { withClients } from './third-party/results-section.ts';
import { documentOf, RESULTS } from './third-party/table.ts';

const PAGE = new URL('../docs/results.md', import.meta.url);

const lab = await startThirdPartyLab();
try {
  const document = documentOf(await measureAll(lab));
  writeFileSync(RESULTS, document);
  writeFileSync(PAGE, withClients(readFileSync(PAGE, 'utf8'), document));
} finally {
  await lab.stop();
}
