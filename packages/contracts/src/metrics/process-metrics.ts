import type { MetricSpec } from './metric-spec.ts';

/** Those of prom-client's default metrics, which every process exports, that a dashboard or rule reads. */
export const PROCESS_METRIC = {
  cpu: {
    name: 'process_cpu_seconds_total',
    type: 'counter',
    help: 'CPU time, user and system',
    labels: [],
  },
  startTime: {
    name: 'process_start_time_seconds',
    type: 'gauge',
    help: 'Unix time at which the process started',
    labels: [],
  },
  residentMemory: {
    name: 'process_resident_memory_bytes',
    type: 'gauge',
    help: 'Memory that the process holds in RAM',
    labels: [],
  },
  heapUsed: {
    name: 'nodejs_heap_size_used_bytes',
    type: 'gauge',
    help: 'JavaScript heap in use',
    labels: [],
  },
  externalMemory: {
    name: 'nodejs_external_memory_bytes',
    type: 'gauge',
    help: 'Memory outside the heap that JavaScript objects hold, buffers among it',
    labels: [],
  },
  openFiles: {
    name: 'process_open_fds',
    type: 'gauge',
    help: 'Open file descriptors, sockets among them',
    labels: [],
  },
  maxFiles: {
    name: 'process_max_fds',
    type: 'gauge',
    help: 'File descriptors that the process may open',
    labels: [],
  },
  eventLoopLag: {
    name: 'nodejs_eventloop_lag_p99_seconds',
    type: 'gauge',
    help: '99th percentile of the delay of the event loop since the last scrape',
    labels: [],
  },
  eventLoopLagMean: {
    name: 'nodejs_eventloop_lag_mean_seconds',
    type: 'gauge',
    help: 'Mean delay of the event loop since the last scrape',
    labels: [],
  },
  resources: {
    name: 'nodejs_active_resources',
    type: 'gauge',
    help: 'What keeps the event loop alive, by type: TCPSocketWrap is an open socket',
    labels: ['type'],
  },
  collections: {
    name: 'nodejs_gc_duration_seconds',
    type: 'histogram',
    help: 'Garbage collections by kind',
    labels: ['kind'],
  },
} as const satisfies Record<string, MetricSpec>;
