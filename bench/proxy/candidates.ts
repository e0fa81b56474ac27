import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawnService } from '@chaos-lab/service-kit';
import { freePort } from './free-port.ts';
import { type Started, startScript, stopChild } from './processes.ts';

type Candidate = {
  readonly name: string;
  /** Starts it before the upstream at this URL, in a process of its own. */
  readonly start: (target: string) => Promise<Started>;
  /** Why it cannot take part here; undefined where it can. */
  readonly missing?: () => string | undefined;
};

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const FETCHKIT = here('third-party/node_modules/@fetchkit/chaos-proxy');

export const NAMES = {
  readme: 'express 5 + http-proxy-middleware 4',
  lean: 'leanest undici forwarder',
  fetchkit: '@fetchkit/chaos-proxy',
  nginx: 'nginx',
  calm: 'chaos-proxy, no scenario',
  rules: 'chaos-proxy, 10 rules at rate 0',
} as const;

export const CANDIDATES: readonly Candidate[] = [
  { name: NAMES.readme, start: (target) => startScript('candidates/express-hpm.ts', [target]) },
  { name: NAMES.lean, start: (target) => startScript('candidates/lean-undici.ts', [target]) },
  {
    name: NAMES.fetchkit,
    start: (target) => startScript('candidates/fetchkit.mjs', [target]),
    missing: () =>
      existsSync(FETCHKIT)
        ? undefined
        : 'not installed: npm install --prefix bench/proxy/third-party',
  },
  {
    name: NAMES.nginx,
    start: startNginx,
    missing: () =>
      spawnSync('nginx', ['-v']).error === undefined ? undefined : 'nginx is not on the PATH',
  },
  { name: NAMES.calm, start: (target) => startOurs(target, []) },
  {
    name: NAMES.rules,
    start: (target) => startOurs(target, ['--scenario', here('ten-rules.yaml')]),
  },
];

/** The real service, with its tape, its metrics and its control plane. */
async function startOurs(target: string, args: readonly string[]): Promise<Started> {
  const service = await spawnService({
    name: 'chaos-proxy',
    script: here('../../services/chaos-proxy/src/main.ts'),
    args: ['--target', target, '--port', '0', '--admin-port', '0', '--log-level', 'warn', ...args],
    readyTimeoutMs: 60_000,
  });
  return {
    pid: service.pid,
    port: Number(new URL(service.url('traffic')).port),
    stop: async () => void (await service.stop()),
  };
}

async function startNginx(target: string): Promise<Started> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-nginx-'));
  const port = await freePort();
  const config = join(folder, 'nginx.conf');
  await writeFile(config, nginxConfig(folder, port, new URL(target).host));
  const child = spawn('nginx', ['-p', folder, '-c', config, '-e', join(folder, 'error.log')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await accepting(port);
  const stop = async (): Promise<void> => {
    await stopChild(child);
    await rm(folder, { recursive: true });
  };
  return { pid: child.pid ?? 0, port, stop };
}

function nginxConfig(folder: string, port: number, upstream: string): string {
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/${name};`)
    .join(' ');
  // One process like every other candidate, connections to the upstream kept alive.
  return `
daemon off; master_process off; worker_processes 1; pid ${folder}/pid;
events { worker_connections 1024; }
http {
  access_log off; ${temp}
  upstream api { server ${upstream}; keepalive 64; keepalive_requests 1000000; }
  server {
    listen 127.0.0.1:${port}; keepalive_requests 1000000;
    location / {
      proxy_pass http://api; proxy_http_version 1.1; proxy_set_header Connection "";
    }
  }
}`;
}

async function accepting(port: number): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.on('error', () => resolve(false));
    });
    if (open) return;
    if (tries === 100) throw new Error(`nothing listens on port ${port}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
