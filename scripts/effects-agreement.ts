import { effectsAgreement } from '../tests/support/effects-agreement/runs.ts';
import { startRealLab } from '../tests/support/runner/real-lab.ts';

// Holds the proxy's ledger of effects against the petstore's own: node scripts/effects-agreement.ts [RUNS]
const runs = Number(process.argv[2] ?? 10_000);
if (!Number.isInteger(runs) || runs < 1) {
  process.stderr.write(
    `effects-agreement: ${process.argv[2]} is no number of runs: expected 1 or more\n`,
  );
  process.exitCode = 2;
} else {
  const lab = await startRealLab();
  try {
    const so = await effectsAgreement(lab, {
      runs,
      onScenario: (file, { runs: made }) => process.stdout.write(`${file}: ${made} runs\n`),
    });
    const spread = [...so.verdicts].toSorted(([, one], [, other]) => other - one);
    const lines = [
      `${so.runs} runs, ${so.counted} with equal counts of effects, ${so.judged} with equal verdicts`,
      'the petstore / the wire says:',
      ...spread.map(([verdicts, count]) => `  ${verdicts}: ${count}`),
      ...[...so.explained].map(([reason, count]) => `explained: ${count} ${reason}`),
      ...so.unexplained
        .slice(0, 50)
        .map(({ session, arm, told }) => `NOT EXPLAINED: ${session} ${arm}: ${told}`),
      `${so.unexplained.length} not explained`,
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
    process.exitCode = so.unexplained.length === 0 ? 0 : 1;
  } finally {
    await lab.stop();
  }
}
