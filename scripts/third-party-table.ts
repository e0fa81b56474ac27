// Lets ordinary clients meet ordinary faults through the real proxy and writes down what each did:
// `npm run results:third-party`.
import { writeFileSync } from 'node:fs';
import { measureAll } from './third-party/measure.ts';
import { startThirdPartyLab } from './third-party/lab.ts';
import { documentOf, RESULTS } from './third-party/table.ts';

const lab = await startThirdPartyLab();
try {
  writeFileSync(RESULTS, documentOf(await measureAll(lab)));
} finally {
  await lab.stop();
}
