import assert from 'node:assert/strict';
import type { RunningService } from '@chaos-lab/service-kit';
import { cpuOf, cpuOfAll } from './cpu.ts';
import { load } from './load.ts';
import { type Route, ROUTES, requestOf } from './requests.ts';
import { portOf, startMock, startPlainExpress } from './servers.ts';

const CONNECTIONS = 32;
const WARM_UP_MS = 2000;
const MEASURE_MS = 3000;
/** CPU seconds a second of other processes that make a round worthless. */
const OTHER_LOAD_LIMIT = 0.3;
const GOAL = 0.6;

type Sample = { readonly perSecond: number; readonly cpuUs: number; readonly otherLoad: number };
type Round = { readonly mock: Sample; readonly express: Sample };

/** Compares the mock with plain express on both routes; says whether each ratio reaches the goal. */
export async function benchThroughput(rounds: number): Promise<boolean> {
  const mock = await startMock('--max-stores', '2000');
  const express = await startPlainExpress();
  try {
    await checkAnswers(mock, express);
    let reached = true;
    for (const route of ROUTES) {
      const ratio = await compare(route, mock, express, rounds);
      reached &&= ratio >= GOAL;
    }
    return reached;
  } finally {
    await mock.stop();
    await express.stop();
  }
}

async function checkAnswers(...servers: RunningService[]): Promise<void> {
  const answers = await Promise.all(
    servers.map(async (server) => {
      const base = `${String(server.addresses['traffic'])}/api/v3/store`;
      const headers = { 'Content-Type': 'application/json' };
      const body = '{"petId":7,"quantity":1}';
      const order = await fetch(`${base}/order`, { method: 'POST', headers, body });
      const inventory = await fetch(`${base}/inventory`);
      return [order.status, await order.json(), inventory.status, await inventory.json()];
    }),
  );
  assert.deepEqual(answers[0], answers[1]);
  assert.deepEqual(answers[0]?.[1], { id: 5, petId: 7, quantity: 1 });
}

async function compare(
  route: Route,
  mock: RunningService,
  express: RunningService,
  wanted: number,
): Promise<number> {
  for (const server of [mock, express]) await measure(server, route, 'warm', WARM_UP_MS);
  const quiet: Round[] = [];
  const noisy: Round[] = [];
  for (
    let index = 0;
    quiet.length < wanted && quiet.length + noisy.length < 2 * wanted;
    index += 1
  ) {
    const name = `${route}-${index}`;
    // Each goes first in every other round.
    const first = index % 2 === 0;
    const one = await measure(first ? mock : express, route, name, MEASURE_MS);
    const two = await measure(first ? express : mock, route, name, MEASURE_MS);
    const round = first ? { mock: one, express: two } : { mock: two, express: one };
    const isQuiet = Math.max(one.otherLoad, two.otherLoad) <= OTHER_LOAD_LIMIT;
    (isQuiet ? quiet : noisy).push(round);
  }
  return report(
    route,
    quiet.length >= 3 ? quiet : [...quiet, ...noisy],
    quiet.length,
    noisy.length,
  );
}

async function measure(
  server: RunningService,
  route: Route,
  round: string,
  durationMs: number,
): Promise<Sample> {
  const before = usage(server);
  const request = requestOf(route, `${round}-${server.name}`);
  const result = await load({
    port: portOf(server),
    connections: CONNECTIONS,
    durationMs,
    request,
  });
  const after = usage(server);
  const others = after.all - before.all - (after.server - before.server) - (after.own - before.own);
  return {
    perSecond: result.requests / result.seconds,
    cpuUs: ((after.server - before.server) * 1e6) / result.requests,
    otherLoad: others / result.seconds,
  };
}

function usage(server: RunningService) {
  const { user, system } = process.cpuUsage();
  return {
    own: (user + system) / 1e6,
    server: cpuOf(server.pid) ?? Number.NaN,
    all: cpuOfAll() ?? Number.NaN,
  };
}

function report(route: Route, rounds: readonly Round[], quiet: number, noisy: number): number {
  const of = (pick: (round: Round) => number): number => median(rounds.map(pick));
  const ratio = of(({ mock, express }) => mock.perSecond / express.perSecond);
  const cpuRatio = of(({ mock, express }) => express.cpuUs / mock.cpuUs);
  const low = Math.min(...rounds.map(({ mock, express }) => mock.perSecond / express.perSecond));
  const high = Math.max(...rounds.map(({ mock, express }) => mock.perSecond / express.perSecond));
  const used = quiet >= 3 ? `${quiet} quiet rounds` : `all ${rounds.length} rounds, few were quiet`;
  console.log(
    [
      `${route}:`,
      `mock ${of(({ mock }) => mock.perSecond).toFixed(0)}/s`,
      `${of(({ mock }) => mock.cpuUs).toFixed(1)} us CPU,`,
      `express ${of(({ express }) => express.perSecond).toFixed(0)}/s`,
      `${of(({ express }) => express.cpuUs).toFixed(1)} us CPU,`,
      `ratio ${ratio.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)}),`,
      `CPU ratio ${cpuRatio.toFixed(2)}, goal ${GOAL}; ${used}, ${noisy} noisy`,
    ].join(' '),
  );
  return ratio;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
