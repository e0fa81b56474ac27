import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const path = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));

const hasPytest = spawnSync('python3', ['-c', 'import pytest'], { stdio: 'ignore' }).status === 0;

it.skipIf(!hasPytest)(
  'the fixtures of pytest pass their own tests (needs python3 with pytest)',
  () => {
    const ran = spawnSync(
      'python3',
      ['-m', 'pytest', '-q', '-p', 'chaos_lab.pytest_plugin', '-p', 'no:cacheprovider', 'tests'],
      {
        cwd: path('clients/python'),
        encoding: 'utf8',
        timeout: 120_000,
        env: {
          PATH: process.env['PATH'],
          PYTHONPATH: 'src',
          PYTHONDONTWRITEBYTECODE: '1',
          CHAOS_PROXY_COMMAND: `"${process.execPath}" "${path('services/chaos-proxy/bin/chaos-proxy.mjs')}"`,
        },
      },
    );
    expect(ran.stdout + ran.stderr).toMatch(/\b10 passed/);
    expect(ran.status).toBe(0);
  },
  150_000,
);

it.skipIf(!hasPytest)(
  'without an API to break they say what is missing, in one line',
  () => {
    const ran = spawnSync(
      'python3',
      ['-m', 'pytest', '-q', '-p', 'chaos_lab.pytest_plugin', '-p', 'no:cacheprovider', '.'],
      {
        encoding: 'utf8',
        cwd: path('tests/support/python'),
        env: {
          PATH: process.env['PATH'],
          PYTHONPATH: path('clients/python/src'),
          PYTHONDONTWRITEBYTECODE: '1',
        },
      },
    );
    expect(ran.status).not.toBe(0);
    expect(ran.stdout + ran.stderr).toContain(
      'chaos-lab does not know the API: give --chaos-target URL',
    );
  },
  60_000,
);
