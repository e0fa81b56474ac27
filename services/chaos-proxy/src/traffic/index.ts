export { createTrafficServer, type TrafficServerOptions } from './server.ts';
export { createTraffic, type Traffic, type TrafficDeps } from './traffic.ts';
