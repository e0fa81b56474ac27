import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { FOLDER } from './lab.ts';

/** What a client is asked to do, and with what. */
export type Task = {
  readonly base: string;
  readonly session: string;
  readonly signal: AbortSignal;
  /** To be called when it begins, where that is later than its call. */
  readonly begun: () => void;
  /** Its tool. */
  readonly order: (order: unknown) => Promise<string>;
};

export type AgentClient = {
  readonly name: string;
  readonly title: string;
  readonly isMcp: boolean;
  /** Whether it takes answers in one piece, so that faults of streams do not concern it. */
  readonly isWhole: boolean;
  /** Whether it says itself when it begins. */
  readonly saysBegun: boolean;
  /** The text that its user sees. Rejects where the user sees an error. */
  readonly run: (task: Task) => Promise<string>;
};

type Given = Pick<AgentClient, 'name' | 'title' | 'run'> & Partial<AgentClient>;

/** The clients of npm, and those of Python where the given interpreter has their packages. */
export async function agentClients(python: string | undefined): Promise<AgentClient[]> {
  const module = (await import(new URL('clients.mjs', FOLDER).href)) as { CLIENTS: Given[] };
  const given = [...module.CLIENTS, ...(python === undefined ? [] : pythonClients(python))];
  return given.map((client) =>
    Object.assign({ isMcp: false, isWhole: false, saysBegun: false }, client),
  );
}

const SCRIPT = fileURLToPath(new URL('clients.py', FOLDER));

function pythonClients(python: string): Given[] {
  const { status, stdout, stderr } = spawnSync(python, [SCRIPT, 'list'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${python} ${SCRIPT} list: ${stderr}`);
  const listed = JSON.parse(stdout) as Omit<Given, 'run'>[];
  return listed.map((client) =>
    Object.assign(client, {
      saysBegun: true,
      run: (task: Task) => runPython(python, client.name, task),
    }),
  );
}

function runPython(python: string, name: string, task: Task): Promise<string> {
  const { base, session, signal, order, begun } = task;
  const url = name === 'py-mcp' ? `${base}/mcp?session=${session}` : base;
  return new Promise((resolve, reject) => {
    const child = spawn(python, [SCRIPT, name, url], {
      signal,
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, NO_PROXY: '*', no_proxy: '*' },
    });
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => {
      const isReady = printed === '';
      printed += chunk.toString();
      if (!isReady || !printed.startsWith('ready')) return;
      begun();
      child.stdin.write('\n');
    });
    child.once('error', reject);
    child.once('close', () => {
      const [, line = ''] = printed.split('\n');
      if (line === '') {
        reject(new Error('it printed nothing'));
        return;
      }
      const said = JSON.parse(line) as { text?: string; error?: string; orders: unknown[] };
      for (const one of said.orders) void order(one);
      if (said.error === undefined) resolve(said.text ?? '');
      else reject(new NamedError(said.error));
    });
  });
}

/** An error of another process, by the name of its class there. */
export class NamedError extends Error {
  constructor(name: string) {
    super(name);
    this.name = name;
  }
}
