export { createTrafficServer } from './server.ts';
export { createTraffic, type Traffic, type TrafficDeps } from './traffic.ts';
