import { describe, expect, it } from 'vitest';
import { chartsOf } from '../../../services/runner/src/report/charts/all-charts.ts';
import { findingsOf } from '../../../services/runner/src/report/findings/all-findings.ts';
import { markdown } from '../../../services/runner/src/report/markdown/markdown.ts';
import { buildModel } from '../../../services/runner/src/report/model/build-model.ts';
import { readRunDocuments } from '../../../services/runner/src/run-folder/documents.ts';
import { type SimulatedRun, simulateRun } from '../../support/report/simulated-run.ts';
import { temporaryFolder } from './folder.ts';

async function reportOf(run: SimulatedRun): Promise<{ headline: string; markdown: string }> {
  const folder = await temporaryFolder();
  await simulateRun(folder, run);
  const model = await buildModel(folder, await readRunDocuments(folder));
  const findings = findingsOf(model);
  return {
    headline: findings.title.headline,
    markdown: markdown(model, findings, chartsOf(model)),
  };
}

const NONE = { name: 'none', policy: { type: 'none' } } as const;
const BLIND = { name: 'blind-2', policy: { type: 'blind', retries: 2 } } as const;

describe('the report of a run', () => {
  it('says that the playbook is better where it is', async () => {
    const { headline, markdown } = await reportOf({});
    expect(headline).toBe('playbook succeeds more often than baseline at both failure rates');
    expect(markdown).toContain('A/A check passed');
    expect(markdown).toContain('Faults were delivered as asked for');
  });

  it('says that there is no significant difference where arms do the same', async () => {
    const arms = [BLIND, { ...BLIND, name: 'also-blind' }];
    const { headline } = await reportOf({ experiment: { arms } });
    expect(headline).toBe(
      'No significant difference between also-blind and blind-2 in verified success',
    );
  });

  it('says that an arm is worse where it is', async () => {
    const { headline } = await reportOf({ experiment: { arms: [BLIND, NONE] } });
    expect(headline).toBe('none succeeds less often than blind-2 at both failure rates');
  });

  it('says that there are too few pairs', async () => {
    const { headline } = await reportOf({ experiment: { pairs: 3 } });
    expect(headline).toBe('Too few pairs to tell playbook from baseline');
  });

  it('says how far a partial run got and calls its claims provisional', async () => {
    const { headline, markdown } = await reportOf({ stopAfterPairs: 110 });
    expect(headline).toMatch(/^So far: playbook succeeds more often than baseline/);
    expect(markdown).toContain('> Partial run: 260 of 420 planned runs; it was interrupted.');
  });

  it.each<[string, SimulatedRun]>([
    ['no A/A check was made', { experiment: { aaPairs: 0 } }],
    ['the A/A check failed', { faultyTwin: true }],
    [
      'the faults were not those asked for',
      {
        tamper: (summary) => ({
          ...summary,
          fault_audit: summary.fault_audit.map((one) => ({ ...one, p: 1e-9 })),
        }),
      },
    ],
  ])('claims nothing where %s', async (_, run) => {
    const { headline, markdown } = await reportOf(run);
    expect(headline).toMatch(
      /^Measured, not claimed: baseline .*% and playbook .*% verified success at 30%$/,
    );
    expect(markdown).not.toMatch(/playbook (succeeds|takes|corrupts)|significant \((more|less)/);
    expect(markdown).toContain('withheld');
  });

  it('tells what was left behind, by arm', async () => {
    const { markdown } = await reportOf({ lossy: 0.5, experiment: { arms: [NONE, BLIND] } });
    expect(markdown).toMatch(/\*\*none and blind-2 left wrong state behind\.\*\*/);
    expect(markdown).toMatch(/blind-2 at 30%: \d+ of 60 runs .* duplicate orders/);
  });

  it('compares arms without judgement with the closed form', async () => {
    const { markdown } = await reportOf({ experiment: { arms: [NONE, BLIND], pairs: 200 } });
    expect(markdown).toContain('Arms without judgement do what the closed form predicts');
    expect(markdown).toContain('6 cells of arms');
  });
});
