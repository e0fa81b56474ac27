import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { NAME_PATTERN } from '@chaos-lab/contracts';
import { createRegistry, listen, serverLimits, systemClock } from '@chaos-lab/service-kit';
import { createApp } from '../app.ts';
import { createTrafficServer } from '../call/index.ts';
import { NO_DOCUMENT, operationsOf } from '../openapi/operations.ts';
import { createForwarder, isLabTarget, targetOf } from '../upstream/index.ts';
import { type Chaos, type ChaosSession, chaosOf } from './chaos-session.ts';
import { type ChaosProxyOptions, settle } from './options.ts';

const LOOPBACK = '127.0.0.1';
const RECORDS = 50_000;

/** A proxy in this process, on a free port of loopback. */
export type ChaosProxy = Chaos &
  AsyncDisposable & {
    /** The control plane, for what drives it from outside. */
    readonly adminUrl: string;
    /** A stream of faults, calls and effects of its own; a new one where no name is given. */
    session(name?: string): ChaosSession;
    /** Ends its listeners and connections. Rejects with an AggregateError where the proxy itself failed. */
    close(): Promise<void>;
  };

/**
 * Starts a proxy in front of an API, in this process. Throws a TypeError, ScenarioError or OpenApiError
 * for options that cannot be used.
 */
export async function createChaosProxy(options: ChaosProxyOptions): Promise<ChaosProxy> {
  const { target, scenario, openapi, defaults } = settle(options);
  const forwarder = createForwarder(targetOf(target));
  const unexpected: unknown[] = [];
  let ids = 0;
  const app = createApp({
    scenario,
    defaults,
    openapi,
    operations: openapi === undefined ? NO_DOCUMENT : operationsOf(openapi),
    forwarder,
    headers: { labUpstream: isLabTarget(target), xForwarded: false },
    admin: { host: LOOPBACK },
    registry: createRegistry('chaos-proxy'),
    maxSessions: RECORDS,
    maxHeld: RECORDS,
    tapeBounds: { perSession: RECORDS, total: RECORDS },
    run: 'library',
    clock: systemClock,
    after(ms, callback) {
      const timer = setTimeout(callback, ms);
      timer.unref();
      return () => clearTimeout(timer);
    },
    nextId: () => `r-${(ids += 1)}`,
    onSettled: () => {},
    onUnexpected: (error) => unexpected.push(error),
  });
  const traffic = createTrafficServer(app.traffic);
  const admin = createServer(serverLimits(), app.admin);
  const { url } = await listen(traffic, { name: 'chaos-proxy', host: LOOPBACK, port: 0 });
  const { url: adminUrl } = await listen(admin, {
    name: 'chaos-proxy admin',
    host: LOOPBACK,
    port: 0,
  });
  const rules = { next: 0 };
  const close = async (): Promise<void> => {
    await Promise.all([ended(traffic), ended(admin)]);
    await forwarder.close();
    // A client saw its connection break; what broke it must not go by unseen in a test.
    if (unexpected.length > 0) throw new AggregateError(unexpected, 'the proxy itself failed');
  };
  return {
    ...chaosOf(app.engine, rules, url, undefined),
    adminUrl,
    session(name = randomUUID()) {
      if (!NAME_PATTERN.test(name)) {
        throw new TypeError(`${name} is no name of a session: expected A-Z a-z 0-9 . _ -`);
      }
      return { name, ...chaosOf(app.engine, rules, `${url}/~${name}`, name) };
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function ended(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
