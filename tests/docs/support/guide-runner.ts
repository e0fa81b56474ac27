import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PORT } from '@chaos-lab/contracts';
import { type RunningService, spawnService } from '@chaos-lab/service-kit';
import { type Block, type Start, startsOf } from './guide.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const run = promisify(execFile);

/** The programs that a language needs; the test of a block is skipped by name without them. */
export const LACKING: Readonly<Record<string, string | undefined>> = {
  sh: spawnSync('curl', ['--version']).status === 0 ? undefined : 'curl',
  js: undefined,
  python:
    spawnSync('python3', ['-c', 'import requests']).status === 0
      ? undefined
      : 'python3 with requests',
};

const DEFAULT_PORTS: Readonly<Record<string, readonly [number, number]>> = {
  'petstore-mock': [PORT.petstore, PORT.petstoreAdmin],
  'chaos-proxy': [PORT.proxy, PORT.proxyAdmin],
};

/** Runs the blocks of a guide, with free ports in place of those that it names. */
export class GuideRunner {
  readonly #started: RunningService[] = [];
  readonly #places: Map<string, string>;
  readonly #folder: string;

  /**
   * `places` are words of the guide, and what stands for them here; programs find the packages of the
   * folder `base`.
   */
  constructor(places: Readonly<Record<string, string>>, base = ROOT) {
    this.#places = new Map(Object.entries(places));
    const cache = join(base, 'node_modules', '.cache');
    mkdirSync(cache, { recursive: true });
    // Inside the project, so that programs find its packages.
    this.#folder = mkdtempSync(join(cache, 'guide-'));
  }

  /** Runs a block to its end, or starts what it starts; gives what it printed. */
  async run(block: Block): Promise<string> {
    const starts = startsOf(block);
    if (starts !== undefined) {
      for (const one of starts) await this.#start(one);
      return '';
    }
    const code = this.#here(block.code);
    const { stdout } = await this.#execute(block.language, code);
    return stdout;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#started.map((service) => service.stop()));
    rmSync(this.#folder, { recursive: true });
  }

  #execute(language: string, code: string): Promise<{ stdout: string }> {
    const env = { ...process.env, NO_PROXY: '*', no_proxy: '*' };
    switch (language) {
      case 'sh':
        return run('bash', ['-c', code], { env });
      case 'python':
        return run('python3', ['-c', code], { env });
      case 'js': {
        const file = join(this.#folder, `block-${code.length}.mjs`);
        writeFileSync(file, code);
        return run(process.execPath, [file], { env });
      }
      default:
        throw new Error(`nothing runs a block of ${language}`);
    }
  }

  async #start({ service, flags, env }: Start): Promise<void> {
    const [port, adminPort] = DEFAULT_PORTS[service] ?? [0, 0];
    const asked = {
      traffic: valueOf(flags, '--port') ?? port,
      admin: valueOf(flags, '--admin-port') ?? adminPort,
    };
    const here = Object.entries(env).map(([name, value]) => [name, this.#here(value)] as const);
    const running = await spawnService({
      name: service,
      script: join(ROOT, 'services', service, 'src', 'main.ts'),
      args: [...flags.map((flag) => this.#here(flag)), '--port', '0', '--admin-port', '0'],
      env: { LOG_LEVEL: 'warn', ADMIN_TOKEN: '', ...Object.fromEntries(here) },
      cwd: ROOT,
      readyTimeoutMs: 60_000,
    });
    this.#started.push(running);
    for (const role of ['traffic', 'admin'] as const) {
      this.#places.set(`127.0.0.1:${asked[role]}`, new URL(running.url(role)).host);
    }
  }

  #here(text: string): string {
    let result = text;
    for (const [word, place] of this.#places) result = result.replaceAll(word, place);
    return result;
  }
}

function valueOf(flags: readonly string[], name: string): string | undefined {
  const at = flags.indexOf(name);
  return at < 0 ? undefined : flags[at + 1];
}
