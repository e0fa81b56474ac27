import type { MetricSpec } from './metric-spec.ts';

/** What chaos-proxy exports of its own. */
export const PROXY_METRIC = {
  proxyRequests: {
    name: 'chaos_proxy_requests_total',
    type: 'counter',
    help: 'Requests that reached the traffic port, by how they ended',
    labels: ['end'],
  },
  proxyDecisions: {
    name: 'chaos_proxy_decisions_total',
    type: 'counter',
    help: 'Decisions, by source and by whether a fault was decided',
    labels: ['source', 'decided'],
  },
  proxyFaults: {
    name: 'chaos_proxy_faults_total',
    type: 'counter',
    help: 'Faults that went out, by kind and phase',
    labels: ['kind', 'phase'],
  },
  proxySuppressed: {
    name: 'chaos_proxy_faults_suppressed_total',
    type: 'counter',
    help: 'Decided faults that did not go out, by reason',
    labels: ['kind', 'reason'],
  },
  proxyExpectedFaults: {
    name: 'chaos_proxy_expected_faults_total',
    type: 'counter',
    help: 'Sum of the rates in force, that is the faults asked for',
    labels: [],
  },
  proxyRateLimitViolations: {
    name: 'chaos_proxy_rate_limit_violations_total',
    type: 'counter',
    help: 'Calls that came back before their Retry-After was over',
    labels: [],
  },
  proxyUpstreamFailures: {
    name: 'chaos_proxy_upstream_failures_total',
    type: 'counter',
    help: 'Real failures of the upstream, by reason',
    labels: ['reason'],
  },
  proxyWrites: {
    name: 'chaos_proxy_writes_total',
    type: 'counter',
    help: 'Requests that may change something, by what they came to at the upstream',
    labels: ['effect'],
  },
  proxyRepeatedEffects: {
    name: 'chaos_proxy_repeated_effects_total',
    type: 'counter',
    help: 'Effects beyond the first of a call, by whether the upstream can know them for one',
    labels: ['verdict'],
  },
  proxyFailures: {
    name: 'chaos_proxy_own_failures_total',
    type: 'counter',
    help: 'Errors of the proxy itself; each broke one exchange, and its stack is in the log',
    labels: [],
  },
  proxyHeld: {
    name: 'chaos_proxy_held_connections',
    type: 'gauge',
    help: 'Connections that a fault holds open now',
    labels: [],
  },
  proxySessions: {
    name: 'chaos_proxy_sessions',
    type: 'gauge',
    help: 'Sessions whose state is kept now',
    labels: [],
  },
  proxyEvictions: {
    name: 'chaos_proxy_session_evictions_total',
    type: 'counter',
    help: 'Sessions whose state was dropped to stay within the bound',
    labels: [],
  },
  proxyDuration: {
    name: 'chaos_proxy_request_duration_seconds',
    type: 'histogram',
    help: 'Time from request to the end of the response',
    labels: [],
  },
  proxyUpstreamDuration: {
    name: 'chaos_proxy_upstream_duration_seconds',
    type: 'histogram',
    help: 'Time from forwarding a request to the head of the real response',
    labels: [],
  },
} as const satisfies Record<string, MetricSpec>;
