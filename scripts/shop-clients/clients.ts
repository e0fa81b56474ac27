import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A client of the shop, and what starts it. */
export type ShopClient = {
  readonly name: string;
  readonly command: readonly string[];
  /** What is missing on this machine, or null. */
  readonly lacks: string | null;
};

const CLIENTS = fileURLToPath(new URL('../../examples/shop/clients/', import.meta.url));
const GO_PROGRAM = fileURLToPath(
  new URL('../../node_modules/.cache/shop-client-go', import.meta.url),
);

type Package = Readonly<Record<'dependencies' | 'devDependencies', Record<string, string>>>;

const packageAt = (path: string): Package =>
  JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as Package;

const { devDependencies } = packageAt('../../package.json');
const { dependencies } = packageAt('../../services/runner/package.json');

const answers = (program: string, ...args: string[]): string | undefined => {
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
};

const onNode = (name: string, file: string): ShopClient => ({
  name,
  command: [process.execPath, CLIENTS + file],
  lacks: null,
});

function onPython(title: string, file: string, module: string): ShopClient {
  const python = process.env['PYTHON'] ?? 'python3';
  const version = answers(python, '-c', `import ${module}; print(${module}.__version__)`);
  return {
    name: `${title}${version === undefined ? '' : ` ${version}`}`,
    command: [python, CLIENTS + file],
    lacks: version === undefined ? `python3 with ${module}` : null,
  };
}

function onGo(): ShopClient {
  const built = answers('go', 'build', '-C', `${CLIENTS}go`, '-o', GO_PROGRAM, '.');
  return {
    name: 'go-retryablehttp 0.7.8',
    command: [GO_PROGRAM],
    lacks: built === undefined ? 'go' : null,
  };
}

/** The clients that npm brings: those that are measured wherever the tests run. */
export const NODE_CLIENTS: readonly ShopClient[] = [
  onNode(
    `axios ${devDependencies['axios']} + axios-retry ${devDependencies['axios-retry']}`,
    'axios-retry.ts',
  ),
  onNode(`got ${devDependencies['got']}`, 'got.ts'),
  onNode(`ky ${devDependencies['ky']}`, 'ky.ts'),
  onNode(`undici ${dependencies['undici']} RetryAgent`, 'undici-retry-agent.ts'),
];

/** All of them, as far as this machine can start them. */
export function shopClients(): ShopClient[] {
  const curl = answers('curl', '--version')?.split(' ')[1];
  return [
    ...NODE_CLIENTS,
    onPython('requests + urllib3 Retry', 'requests_urllib3.py', 'requests'),
    onPython('httpx, transport that retries', 'httpx_retry.py', 'httpx'),
    onGo(),
    {
      name: `curl ${curl ?? ''} --retry --retry-all-errors`,
      command: ['sh', `${CLIENTS}curl.sh`],
      lacks: curl === undefined ? 'curl' : null,
    },
  ];
}
