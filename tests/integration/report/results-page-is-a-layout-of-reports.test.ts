import { expect, it } from 'vitest';
import { contrastFinding } from '../../../services/runner/src/report/findings/contrast-finding.ts';
import { damageFinding } from '../../../services/runner/src/report/findings/damage-finding.ts';
import { markdown } from '../../../services/runner/src/report/markdown/markdown.ts';
import { findingsOf } from '../../../services/runner/src/report/findings/all-findings.ts';
import { escapeMarkdown } from '../../../services/runner/src/report/markdown/escape.ts';
import { buildModel } from '../../../services/runner/src/report/model/build-model.ts';
import { resultsPage } from '../../../services/runner/src/report/results-page.ts';
import { readRunDocuments } from '../../../services/runner/src/run-folder/documents.ts';
import { simulateRun, type SimulatedRun } from '../../support/report/simulated-run.ts';
import { temporaryFolder } from './folder.ts';

const ARMS = [
  { name: 'baseline', policy: { type: 'none' as const } },
  { name: 'blind-2', policy: { type: 'blind' as const, retries: 2 } },
  { name: 'training', policy: { type: 'playbook' as const, name: 'training' } },
];

async function modelOf(run: SimulatedRun = {}) {
  const folder = await temporaryFolder();
  await simulateRun(folder, {
    ...run,
    lossy: 0.5,
    experiment: { arms: ARMS, rates: [0, 0.3], pairs: 300 },
  });
  return buildModel(folder, await readRunDocuments(folder));
}

it('says of every scenario what its report says, in the same words', async () => {
  const model = await modelOf();
  const page = resultsPage([model]);
  const report = markdown(model, findingsOf(model), []);
  const contrast = model.contrasts.find(({ reference }) => reference === 'blind-2');
  if (contrast === undefined) throw new Error('no contrast with blind-2');
  const damage = damageFinding(
    ARMS.map(({ name }) => name),
    model.summary.cells,
    model.summary.confidence,
  );
  for (const finding of [contrastFinding(contrast, model.claims), damage]) {
    const headline = escapeMarkdown(finding?.headline ?? 'none');
    expect(page).toContain(headline);
    expect(report).toContain(headline);
    expect(page).toContain(escapeMarkdown(finding?.detail ?? 'none'));
  }
  for (const { sentence } of model.checks) expect(page).toContain(sentence);
  expect(page).toMatch(/^- `lossy-commits` (tells|cannot tell) `training` from `blind-2`/m);
});

it('claims nothing of a lab that failed a check', async () => {
  const model = await modelOf({ faultyTwin: true });
  expect(model.claims.allowed).toBe(false);
  const page = resultsPage([model]);
  expect(page).toContain('**No claim can be made.**');
  expect(page).not.toContain('succeeds more often');
});
