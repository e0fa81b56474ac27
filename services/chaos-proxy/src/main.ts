import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import {
  addProcessMetrics,
  announceListening,
  closeServer,
  createLogger,
  createRegistry,
  listen,
  type MainContext,
  onShutdown,
  runMain,
  serverLimits,
  systemClock,
} from '@chaos-lab/service-kit';
import { createApp } from './app.ts';
import { loadProxyConfig, type ProxyConfig } from './config.ts';
import { decisionLog } from './decision-log.ts';
import { createForwarder, isLabTarget, targetOf } from './forward/index.ts';
import { parseOpenApi } from './openapi/document.ts';
import { NO_DOCUMENT, type Operations, operationsOf } from './openapi/operations.ts';
import { initialScenario } from './scenario/initial-scenario.ts';
import { scenarioLibrary } from './scenario/library.ts';
import type { After } from './scenario/scenario-store.ts';
import { TapeFile } from './tape/tape-file.ts';
import { createTrafficServer } from './traffic/index.ts';

const NAME = 'chaos-proxy';
const DEFAULT_SEED = 42;
const TAPE_FLUSH_MS = 200;

await runMain(NAME, async (context) => {
  const { argv, env, readFile } = context;
  const config = loadProxyConfig({
    argv,
    env,
    readFile,
    program: {
      name: NAME,
      description: 'Forwards to an API and breaks what it is told to break.',
      version: '0.1.0',
    },
    knownSections: ['petstore-mock', 'agent', 'runner'],
  });
  const log = createLogger(NAME, config.logLevel);
  const registry = createRegistry(NAME);
  addProcessMetrics(registry);
  const scenario = initialScenario(config, { readFile, library: scenarioLibrary() });
  const tape = openTape(config, (error) => log.error({ err: error }, 'the tape file is given up'));
  const logDecision = decisionsOf(config, context);
  const target = new URL(config.target);
  const forwarder = createForwarder(
    targetOf(target, { timeoutMs: config.upstreamTimeoutMs, insecure: config.insecure }),
  );

  const { traffic, admin: controlPlane } = createApp({
    scenario,
    defaults: { seed: config.seed ?? DEFAULT_SEED, timeScale: config.timeScale ?? 1 },
    operations: operationsFrom(config.openapi, readFile),
    forwarder,
    headers: {
      labUpstream: config.labUpstream ?? isLabTarget(target),
      xForwarded: config.forwarded,
      via: config.via,
    },
    admin: { host: config.adminHost, token: config.adminToken, openMetrics: config.openMetrics },
    registry,
    checks: [
      {
        name: 'tape',
        check: () =>
          tape !== undefined && tape.lost > 0 ? 'the disk refuses the tape' : undefined,
      },
    ],
    maxSessions: config.maxSessions,
    maxHeld: config.maxHeld,
    tapeBounds: { perSession: config.tapePerSession, total: config.tapeRecords },
    run: config.run,
    clock: systemClock,
    after,
    nextId: idSequence(),
    onSettled(record) {
      tape?.write(record);
      logDecision(record);
    },
    onUnexpected: (error) => log.error({ err: error }, 'unexpected failure'),
  });

  const server = createTrafficServer(traffic);
  const admin = createServer(serverLimits(), controlPlane);
  onShutdown(
    [
      () =>
        Promise.all([
          closeServer(server, config.shutdownMs),
          closeServer(admin, config.shutdownMs),
        ]),
      () => forwarder.close(),
      () => tape?.close(),
    ],
    {
      deadlineMs: config.shutdownMs + 2_000,
      onForced: (why) => log.warn({ why }, 'shutdown was forced'),
    },
  );
  const addresses = {
    traffic: await listen(server, {
      name: `${NAME} traffic`,
      host: config.host,
      port: config.port,
    }),
    admin: await listen(admin, {
      name: `${NAME} admin`,
      host: config.adminHost,
      port: config.adminPort,
      setting: '--admin-port or ADMIN_PORT',
    }),
  };
  announceListening(NAME, addresses, context.stdout);
  log.info(
    {
      target: target.href,
      scenario: scenario.name,
      traffic: addresses.traffic.url,
      admin: addresses.admin.url,
    },
    'ready',
  );
});

function openTape(config: ProxyConfig, onError: (error: Error) => void): TapeFile | undefined {
  if (config.tape === undefined) return undefined;
  return new TapeFile(config.tape, { flushMs: TAPE_FLUSH_MS, after, onError });
}

function decisionsOf({ logLevel, decisionLog: level }: ProxyConfig, { stderr }: MainContext) {
  const heard = ['trace', 'debug', 'info'].includes(logLevel);
  return decisionLog(heard ? level : 'none', stderr);
}

function operationsFrom(path: string | undefined, readFile: (path: string) => string): Operations {
  if (path === undefined) return NO_DOCUMENT;
  return operationsOf(parseOpenApi(readFile(path), path));
}

/** Ids that no other process has: a random word, then a count. */
function idSequence(): () => string {
  const prefix = randomUUID().slice(0, 8);
  let count = 0;
  return () => {
    count += 1;
    return `${prefix}-${count.toString(36)}`;
  };
}

function after(...[ms, callback]: Parameters<After>): () => void {
  const timer = setTimeout(callback, ms);
  timer.unref();
  return () => clearTimeout(timer);
}
