import { fileURLToPath } from 'node:url';
import { type DecisionRecord, decisionRecordSchema, sessionPrefix } from '@chaos-lab/contracts';
import { type RunningService, spawnService } from '@chaos-lab/service-kit';
import { scenarioOfCases } from './cases.ts';

export const FOLDER = new URL('../../tests/third-party/agents/', import.meta.url);
const PROXY = fileURLToPath(new URL('../../services/chaos-proxy/src/main.ts', import.meta.url));

export type Upstream = 'model' | 'tools';

export type AgentLab = {
  /** The base URL for a client of this session: it carries the session in its path. */
  readonly baseUrl: (upstream: Upstream, session: string) => string;
  readonly tape: (upstream: Upstream, session: string) => Promise<readonly DecisionRecord[]>;
  /** What the MCP server has run for a session. */
  readonly runs: (session: string) => readonly unknown[];
  readonly stop: () => Promise<void>;
};

type Server = { readonly url: string; readonly stop: () => Promise<void> };
type ModelModule = { readonly startModel: () => Promise<Server> };
type ToolModule = {
  readonly startTools: () => Promise<Server & { readonly runs: AgentLab['runs'] }>;
};

/** A model without a key and an MCP server, each behind a chaos proxy of its own, on free ports. */
export async function startAgentLab(): Promise<AgentLab> {
  const { startModel } = (await import(new URL('model-server.mjs', FOLDER).href)) as ModelModule;
  const { startTools } = (await import(new URL('tool-server.mjs', FOLDER).href)) as ToolModule;
  const [model, tools] = await Promise.all([startModel(), startTools()]);
  const [modelProxy, toolsProxy] = await Promise.all([proxyOf(model), proxyOf(tools)]);
  const proxies = { model: modelProxy, tools: toolsProxy };
  for (const upstream of ['model', 'tools'] as const) {
    const body = JSON.stringify(scenarioOfCases(upstream));
    await ask(`${proxies[upstream].url('admin')}/scenario`, { method: 'PUT', body });
  }
  return {
    baseUrl: (upstream, session) =>
      proxies[upstream].url('traffic') + sessionPrefix({ session, arm: '-' }),
    async tape(upstream, session) {
      const text = await ask(`${proxies[upstream].url('admin')}/tape?session=${session}`);
      const lines = text.split('\n').filter((line) => line !== '');
      return lines.map((line) => decisionRecordSchema.parse(JSON.parse(line)));
    },
    runs: (session) => tools.runs(session),
    async stop() {
      await Promise.all([modelProxy.stop(), toolsProxy.stop()]);
      await Promise.all([model.stop(), tools.stop()]);
    },
  };
}

function proxyOf(target: Server): Promise<RunningService> {
  return spawnService({
    name: 'chaos-proxy',
    script: PROXY,
    args: [`--target=${target.url}`],
    env: { PORT: '0', ADMIN_PORT: '0', LOG_LEVEL: 'warn', ADMIN_TOKEN: '' },
    readyTimeoutMs: 60_000,
  });
}

async function ask(url: string, init: RequestInit = {}): Promise<string> {
  const response = await fetch(url, init);
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text}`);
  return text;
}
