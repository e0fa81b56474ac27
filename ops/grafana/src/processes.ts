import { METRIC, PROCESS_METRIC } from '@chaos-lab/contracts';
import { type Dashboard, MappingType } from '@grafana/grafana-foundation-sdk/dashboard';
import { annotation, built, dashboard, labelVariable, section } from './dashboard.ts';
import { type Basics, legendBeside, lines, NONE_WANTED, stat } from './panels.ts';
import { rate, series } from './promql.ts';
import { instant, range } from './queries.ts';

const here = { job: '=~$service' } as const;
const legend = '{{job}} {{instance}}';

/** Names with addresses are long: they stand beside the graph. */
const perProcess = (spec: Basics) => lines(spec).legend(legendBeside);

const health = [
  stat({
    title: 'Up',
    description: 'Whether Prometheus can scrape each process.',
    span: 16,
    unit: 'none',
    queries: [instant('up{job=~"$service"}', legend)],
  }).mappings([
    {
      type: MappingType.ValueToText,
      options: {
        0: { text: 'down', color: 'red', index: 0 },
        1: { text: 'up', color: 'green', index: 1 },
      },
    },
  ]),
  stat(
    {
      title: 'Restarts',
      description: 'How often each process started anew within the time shown.',
      span: 8,
      unit: 'none',
      queries: [
        instant(
          `sum by (job) (changes(${series(PROCESS_METRIC.startTime, here)}[$__range]))`,
          '{{job}}',
        ),
      ],
    },
    NONE_WANTED,
  ),
];

const loop = [
  perProcess({
    title: 'Event loop delay, 99 %',
    description:
      'How late timers fire. About 10 ms is the resolution of the measurement and means idle.',
    span: 12,
    unit: 's',
    queries: [range(series(PROCESS_METRIC.eventLoopLag, here), legend)],
  }),
  perProcess({
    title: 'Event loop delay, mean',
    description: 'The mean since the scrape before.',
    span: 12,
    unit: 's',
    queries: [range(series(PROCESS_METRIC.eventLoopLagMean, here), legend)],
  }),
  perProcess({
    title: 'CPU',
    description: 'Seconds of CPU each second; 1 is one core.',
    span: 12,
    unit: 'percentunit',
    queries: [range(rate(series(PROCESS_METRIC.cpu, here)), legend)],
  }),
  perProcess({
    title: 'Time in garbage collection',
    description: 'Seconds spent collecting each second.',
    span: 12,
    unit: 'percentunit',
    queries: [
      range(
        `sum by (job, instance) (rate(${PROCESS_METRIC.collections.name}_sum{job=~"$service"}[$__rate_interval]))`,
        legend,
      ),
    ],
  }),
];

const memory = [
  perProcess({
    title: 'Memory in RAM',
    description: 'Flat under load, whatever the number of runs; a rising line is a leak.',
    span: 24,
    unit: 'bytes',
    queries: [range(series(PROCESS_METRIC.residentMemory, here), legend)],
  }),
  perProcess({
    title: 'JavaScript heap',
    description: 'Heap in use, before collection.',
    span: 12,
    unit: 'bytes',
    queries: [range(series(PROCESS_METRIC.heapUsed, here), legend)],
  }),
  perProcess({
    title: 'Buffers',
    description: 'Memory outside the heap that JavaScript objects hold.',
    span: 12,
    unit: 'bytes',
    queries: [range(series(PROCESS_METRIC.externalMemory, here), legend)],
  }),
];

const sockets = [
  perProcess({
    title: 'Open sockets',
    description: 'TCP sockets that each process holds open, both sides of the proxy among them.',
    span: 12,
    unit: 'short',
    queries: [range(series(PROCESS_METRIC.resources, { ...here, type: 'TCPSocketWrap' }), legend)],
  }),
  perProcess({
    title: 'File descriptors in use',
    description: 'Share of the descriptors that the process may open.',
    span: 12,
    unit: 'percentunit',
    queries: [
      range(
        `${series(PROCESS_METRIC.openFiles, here)} / ${series(PROCESS_METRIC.maxFiles, here)}`,
        legend,
      ),
    ],
  }),
  perProcess({
    title: 'Tasks of the agents',
    description: 'Tasks that run now, for each agent: how evenly the load falls with several.',
    span: 12,
    unit: 'short',
    queries: [range(series(METRIC.agentRunning), '{{instance}}')],
  }),
  perProcess({
    title: 'Time to scrape',
    description: 'How long each process needs to answer with its metrics.',
    span: 12,
    unit: 's',
    queries: [range('scrape_duration_seconds{job=~"$service"}', legend)],
  }),
];

function build(): Dashboard {
  const processes = dashboard(
    'chaos-lab-processes',
    'Processes',
    'Whether the processes of the lab are well: event loop, memory, sockets.',
  )
    .withVariable(
      labelVariable({
        name: 'service',
        label: 'Service',
        description: 'Which processes to show.',
        query: `label_values(${PROCESS_METRIC.eventLoopLag.name}, job)`,
      }),
    )
    .annotation(
      annotation({
        name: 'Starts',
        color: 'purple',
        expr: `time() - ${series(PROCESS_METRIC.startTime, here)} < 10`,
        title: '{{job}} started',
        text: '{{instance}}',
        tags: 'job',
      }),
    );
  section(processes, 'Health', health);
  section(processes, 'Event loop and CPU', loop);
  section(processes, 'Memory', memory);
  section(processes, 'Sockets and work', sockets);
  return built(processes);
}

export const processes: Dashboard = build();
