import { createServer } from 'node:http';
import express from 'express';
import { announce, targetFromArguments } from '../announce.ts';
import { systemClock } from '@chaos-lab/service-kit';
import { targetOf } from '../../../services/chaos-proxy/src/forward/index.ts';
import { createMiddlewareForwarder } from '../../../services/chaos-proxy/src/forward/middleware.ts';
import { createLeanLane } from '../../../services/chaos-proxy/src/forward/lean-lane.ts';
import {
  createTraffic,
  createTrafficServer,
} from '../../../services/chaos-proxy/src/traffic/index.ts';
const target = targetOf(targetFromArguments());
const forwarder =
  process.env['LANE'] === 'direct'
    ? (createLeanLane(target) as never)
    : createMiddlewareForwarder(target);
const record = { session: 'a', arm: '-' } as never;
const ruling = {
  record,
  injection: null,
  holdMs: 0,
  realMs: (x: number) => x,
  reveal: false,
  settle: () => {},
};
const traffic = createTraffic({
  decide: () => ruling,
  forwarder,
  clock: systemClock,
  maxHeld: 100,
  headers: { labUpstream: false, xForwarded: false },
});
if (process.env['EXPRESS']) {
  const app = express();
  app.disable('x-powered-by');
  app.use((q, r) => traffic.handle(q, r));
  announce(createTrafficServer(traffic, { listener: app }));
} else announce(createTrafficServer(traffic));
