export { createChaosProxy, type ChaosProxy } from './create-chaos-proxy.ts';
export type { LoggedCall } from './calls.ts';
export type { Chaos, ChaosSession, FaultWord } from './chaos-session.ts';
export type { ChaosProxyOptions } from './options.ts';
export { chaosAssert } from './matchers/assertions.ts';
export { chaosMatchers } from './matchers/index.ts';
