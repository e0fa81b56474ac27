import { METRIC, PROCESS_METRIC } from '@chaos-lab/contracts';
import { annotation, dashboard, labelVariable, link } from './dashboard.ts';
import type { Dashboard } from './model.ts';
import { stat, timeseries } from './panels.ts';
import { rate, series } from './promql.ts';

const here = { job: '=~$service' } as const;
const legend = '{{job}} {{instance}}';

const health = [
  stat({
    title: 'Up',
    description: 'Whether Prometheus can scrape each process.',
    width: 16,
    unit: 'none',
    queries: [{ expr: 'up', legend }],
    mappings: {
      type: 'value',
      options: { 0: { text: 'down', color: 'red' }, 1: { text: 'up', color: 'green' } },
    },
  }),
  stat({
    title: 'Restarts',
    description: 'How often each process started anew within the time shown.',
    width: 8,
    unit: 'short',
    thresholds: [
      { color: 'green', value: null },
      { color: 'orange', value: 1 },
    ],
    queries: [
      {
        expr: `sum by (job) (changes(${series(PROCESS_METRIC.startTime, here)}[$__range]))`,
        legend: '{{job}}',
      },
    ],
  }),
];

const loop = [
  timeseries({
    title: 'Event loop delay, 99 %',
    description:
      'How late timers fire. About 10 ms is the resolution of the measurement and means idle.',
    width: 12,
    unit: 's',
    queries: [{ expr: series(PROCESS_METRIC.eventLoopLag, here), legend }],
  }),
  timeseries({
    title: 'Event loop delay, mean',
    description: 'The mean since the scrape before.',
    width: 12,
    unit: 's',
    queries: [{ expr: series(PROCESS_METRIC.eventLoopLagMean, here), legend }],
  }),
  timeseries({
    title: 'CPU',
    description: 'Seconds of CPU each second; 1 is one core.',
    width: 12,
    unit: 'percentunit',
    queries: [{ expr: rate(series(PROCESS_METRIC.cpu, here)), legend }],
  }),
  timeseries({
    title: 'Time in garbage collection',
    description: 'Seconds spent collecting each second.',
    width: 12,
    unit: 'percentunit',
    queries: [
      {
        expr: `sum by (job, instance) (rate(${PROCESS_METRIC.collections.name}_sum{job=~"$service"}[$__rate_interval]))`,
        legend,
      },
    ],
  }),
];

const memory = [
  timeseries({
    title: 'Memory in RAM',
    description: 'Flat under load, whatever the number of runs; a rising line is a leak.',
    width: 8,
    unit: 'bytes',
    queries: [{ expr: series(PROCESS_METRIC.residentMemory, here), legend }],
  }),
  timeseries({
    title: 'JavaScript heap',
    description: 'Heap in use, before collection.',
    width: 8,
    unit: 'bytes',
    queries: [{ expr: series(PROCESS_METRIC.heapUsed, here), legend }],
  }),
  timeseries({
    title: 'Buffers',
    description: 'Memory outside the heap that JavaScript objects hold.',
    width: 8,
    unit: 'bytes',
    queries: [{ expr: series(PROCESS_METRIC.externalMemory, here), legend }],
  }),
];

const sockets = [
  timeseries({
    title: 'Open sockets',
    description: 'TCP sockets that each process holds open, both sides of the proxy among them.',
    width: 12,
    unit: 'short',
    queries: [
      { expr: series(PROCESS_METRIC.resources, { ...here, type: 'TCPSocketWrap' }), legend },
    ],
  }),
  timeseries({
    title: 'File descriptors in use',
    description: 'Share of the descriptors that the process may open.',
    width: 12,
    unit: 'percentunit',
    queries: [
      {
        expr: `${series(PROCESS_METRIC.openFiles, here)} / ${series(PROCESS_METRIC.maxFiles, here)}`,
        legend,
      },
    ],
  }),
  timeseries({
    title: 'Tasks of the agents',
    description: 'Tasks that run now, for each agent: how evenly the load falls with several.',
    width: 12,
    unit: 'short',
    queries: [{ expr: series(METRIC.agentRunning), legend: '{{instance}}' }],
  }),
  timeseries({
    title: 'Time to scrape',
    description: 'How long each process needs to answer with its metrics.',
    width: 12,
    unit: 's',
    queries: [{ expr: 'scrape_duration_seconds{job=~"$service"}', legend }],
  }),
];

export const processes: Dashboard = dashboard({
  uid: 'chaos-lab-processes',
  title: 'Processes',
  description: 'Whether the processes of the lab are well: event loop, memory, sockets.',
  from: 'now-15m',
  variables: [
    labelVariable({
      name: 'service',
      label: 'Service',
      description: 'Which processes to show.',
      metric: PROCESS_METRIC.residentMemory,
      of: 'job',
    }),
  ],
  annotations: [
    annotation({
      name: 'Starts',
      color: 'purple',
      expr: `time() - ${series(PROCESS_METRIC.startTime, here)} < 10`,
      title: '{{job}} started',
      text: '{{instance}}',
      tags: 'job',
    }),
  ],
  links: [link('Targets in Prometheus', 'http://localhost:9090/targets')],
  sections: [
    { title: 'Health', panels: health },
    { title: 'Event loop and CPU', panels: loop },
    { title: 'Memory', panels: memory },
    { title: 'Sockets and work', panels: sockets },
  ],
});
