export { type App, type AppDeps, createApp } from './app.ts';
export { draws } from './decision/draws.ts';
export { createForwarder, targetOf } from './upstream/index.ts';
export { NO_DOCUMENT, operationsOf } from './openapi/operations.ts';
export { parseScenario } from './scenario/parse-scenario.ts';
export { shortScenario } from './scenario/short-form.ts';
export { createTrafficServer } from './call/index.ts';
