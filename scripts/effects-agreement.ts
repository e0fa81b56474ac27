import { effectsAgreement } from '../tests/support/effects-agreement.ts';

// Holds the proxy's ledger of effects against the petstore's own: node scripts/effects-agreement.ts [RUNS]
const runs = Number(process.argv[2] ?? 10_000);
if (!Number.isInteger(runs) || runs < 1) {
  process.stderr.write(
    `effects-agreement: ${process.argv[2]} is no number of runs: expected 1 or more\n`,
  );
  process.exitCode = 2;
} else {
  const so = await effectsAgreement(runs, (file, { runs: made }) => {
    process.stdout.write(`${file}: ${made} runs\n`);
  });
  const lines = [
    `${so.runs} runs, ${so.counted} with equal counts of effects, ${so.judged} with equal verdicts`,
    ...[...so.explained].map(([reason, count]) => `explained: ${count} ${reason}`),
    ...so.unexplained.slice(0, 50).map((one) => `NOT EXPLAINED: ${one}`),
    `${so.unexplained.length} not explained`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  process.exitCode = so.unexplained.length === 0 ? 0 : 1;
}
