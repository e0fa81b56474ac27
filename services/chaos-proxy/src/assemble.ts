import { randomUUID } from 'node:crypto';
import type { Scenario } from '@chaos-lab/contracts';
import {
  addProcessMetrics,
  createRegistry,
  type Logger,
  type MainContext,
  systemClock,
} from '@chaos-lab/service-kit';
import { type App, createApp } from './app.ts';
import { type ProxyConfig, watchProxy } from './config.ts';
import { decisionLog } from './decision-log.ts';
import { createForwarder, type Forwarder, isLabTarget, targetOf } from './upstream/index.ts';
import { openApiFrom, recordingFrom } from './inputs.ts';
import { NO_DOCUMENT, operationsOf } from './openapi/operations.ts';
import { initialScenario } from './scenario/initial-scenario.ts';
import { scenarioLibrary } from './scenario/library.ts';
import { type Reload, scenarioReload } from './scenario/reload-scenario.ts';
import { warnOfUnknown } from './scenario/unknown-operations.ts';
import type { After } from './scenario/scenario-store.ts';
import { TapeFile } from './tape/tape-file.ts';

const DEFAULT_SEED = 42;
const TAPE_FLUSH_MS = 200;

/** A proxy made from its settings, not listening yet. */
export type Assembly = App & {
  readonly forwarder: Forwarder;
  readonly tape: TapeFile | undefined;
  readonly reload: Reload;
  /** The file that the scenario was read from, if any. */
  readonly scenarioFile: string | undefined;
};

/** Reads what the settings name and puts the proxy together. Throws UserError for what it cannot use. */
export async function assemble(
  config: ProxyConfig,
  { readFile, stderr }: Pick<MainContext, 'readFile' | 'stderr'>,
  log: Logger,
): Promise<Assembly> {
  const library = scenarioLibrary();
  const readScenario = () => initialScenario(config, { readFile, library });
  const scenario = readScenario();
  const openapi = openApiFrom(config.openapi, readFile);
  const operations = openapi === undefined ? NO_DOCUMENT : operationsOf(openapi);
  const target = new URL(config.target);
  const { upstreamTimeoutMs: timeoutMs, insecure } = config;
  const forwarder = createForwarder(targetOf(target, { timeoutMs, insecure }));
  const tape = openTape(config.tape, log);
  const isHeard = ['trace', 'debug', 'info'].includes(config.logLevel);
  const logDecision = decisionLog(isHeard ? config.decisionLog : 'none', stderr);
  const registry = createRegistry('chaos-proxy');
  addProcessMetrics(registry);

  const app = createApp({
    scenario,
    defaults: { seed: config.seed ?? DEFAULT_SEED, timeScale: config.timeScale ?? 1 },
    operations,
    openapi,
    validateRequests: config.validateRequests,
    forwarder,
    headers: {
      labUpstream: config.labUpstream ?? isLabTarget(target),
      xForwarded: config.forwarded,
      via: config.via,
    },
    admin: { host: config.adminHost, token: config.adminToken, openMetrics: config.openMetrics },
    registry,
    process: watchProxy(config),
    checks: [{ name: 'tape', check: () => tapeTrouble(tape) }],
    maxSessions: config.maxSessions,
    maxHeld: config.maxHeld,
    tapeBounds: { perSession: config.tapePerSession, total: config.tapeRecords },
    keepEffects: config.effects,
    run: config.run,
    clock: systemClock,
    after,
    nextId: idSequence(randomUUID().slice(0, 8)),
    onSettled(record) {
      tape?.write(record);
      logDecision(record);
    },
    onUnexpected: (error) => log.error({ err: error }, 'unexpected failure'),
  });
  if (config.replay !== undefined) {
    const path = config.replay;
    const onBadLine = (bad: object): void =>
      log.warn({ path, ...bad }, 'a line of the tape is left out');
    app.engine.replay(await recordingFrom(path, onBadLine));
  }
  const { scenarios } = app.engine;
  const warn = (document: Scenario): void => warnOfUnknown(document, operations, log);
  warn(scenario);
  const reload = scenarioReload(readScenario, scenarios, log, warn);
  const scenarioFile = config.scenario && (library.get(config.scenario) ?? config.scenario);
  return { ...app, forwarder, tape, reload, scenarioFile };
}

function openTape(path: string | undefined, log: Logger): TapeFile | undefined {
  if (path === undefined) return undefined;
  const onError = (error: Error): void => log.error({ err: error }, 'the tape file is given up');
  return new TapeFile(path, { flushMs: TAPE_FLUSH_MS, after, onError });
}

function tapeTrouble(tape: TapeFile | undefined): string | undefined {
  return tape !== undefined && tape.lost > 0 ? 'the disk refuses the tape' : undefined;
}

/** Ids that no other process has: a word of its own, then a count. */
function idSequence(word: string): () => string {
  const prefix = `${word}-`;
  let count = 0;
  return () => {
    count += 1;
    return prefix + count.toString(36);
  };
}

const after: After = (ms, callback) => {
  const timer = setTimeout(callback, ms);
  timer.unref();
  return () => clearTimeout(timer);
};
