export { createTrafficServer } from '../client/server.ts';
export { createTraffic, type Traffic, type TrafficDeps } from './traffic.ts';
