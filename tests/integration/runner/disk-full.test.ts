import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { RUN_FILE } from '@chaos-lab/contracts';
import { expect, it } from 'vitest';
import { startContractLab } from '../../support/runner/contract-lab.ts';
import { evenPairs, sweepFlags, workFolder } from '../../support/runner/harness.ts';

const MAIN = fileURLToPath(new URL('../../../services/runner/src/main.ts', import.meta.url));
const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

it('ends clearly, with whole rows, when a file cannot grow any more', async () => {
  const work = workFolder();
  const lab = await startContractLab({ succeeds: evenPairs });
  // The system refuses to let any file grow past 64 blocks of 512 bytes, as a full disk would.
  const command = [process.execPath, MAIN, ...sweepFlags(lab, work), '--experiments-per-rate=2000'];
  const child = spawn('sh', ['-c', `ulimit -f 64; exec ${command.map(quote).join(' ')}`]);
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const [code] = (await once(child, 'close')) as [number];
  await lab.stop();
  expect(code).toBe(3);
  expect(err).toMatch(/cannot write \S+: .*; it ends with its last whole line/);
  expect(err).not.toContain('    at ');
  for (const name of [RUN_FILE.results, RUN_FILE.attempts, RUN_FILE.tape]) {
    expect(work.file(name).endsWith('\n')).toBe(true);
  }
  const rows = work.rows(RUN_FILE.results);
  expect(rows.length).toBeGreaterThan(0);
  expect(new Set(rows.map((row) => row['run_id'])).size).toBe(rows.length);
});
