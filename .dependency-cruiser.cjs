// Who may import whom. tests/architecture plants a violation of every rule here and expects a refusal.
const TEST = '\\.test\\.ts$';
const PRODUCT = '^(packages|services)/[^/]+/(src|bin)/';

/** Rooms of the runner, and what each may know of the others; cli may know them all. */
const RUNNER_ROOMS = {
  check: ['hunt', 'report/html', 'run-folder', 'run', 'trial'],
  hunt: ['check', 'experiment', 'report/html', 'run-folder', 'run', 'terminal', 'trial'],
  trial: ['hunt', 'lab', 'report/html', 'subject', 'terminal'],
  report: ['run-folder', 'summary', 'terminal'],
  inspect: ['experiment', 'lab', 'run-folder', 'terminal'],
  run: ['experiment', 'lab', 'run-folder', 'subject', 'summary', 'terminal'],
  'run-folder': ['experiment', 'lab', 'run/run-output\\.ts'],
  subject: ['experiment', 'lab'],
  terminal: ['summary'],
  summary: ['experiment'],
  lab: ['experiment'],
  experiment: ['run-folder/manifest\\.ts'],
  learn: [],
};

const runnerRules = Object.entries(RUNNER_ROOMS).map(([room, known]) => ({
  name: `runner-${room}-knows-its-rooms`,
  comment: `${room} of the runner knows ${known.join(', ') || 'no other room'}; see RUNNER_ROOMS.`,
  severity: 'error',
  from: { path: `^services/runner/src/${room}/`, pathNot: TEST },
  to: {
    path: '^services/runner/src/[^/]+/',
    pathNot: [room, ...known].map((one) => `^services/runner/src/${one}(/|$)`),
  },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'service-imports-service',
      comment: 'Services meet over HTTP only, whether by path or by package name.',
      severity: 'error',
      from: { path: '^services/([^/]+)/' },
      to: { path: '^services/', pathNot: '^services/$1/' },
    },
    {
      name: 'package-imports-service',
      comment: 'Libraries know nothing of the processes that use them.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^services/' },
    },
    {
      name: 'contracts-imports-zod-only',
      comment: 'contracts holds words, not I/O: no library but zod, no module of Node.',
      severity: 'error',
      from: { path: '^packages/contracts/src/', pathNot: TEST },
      to: { pathNot: ['^packages/contracts/', 'node_modules/zod/'] },
    },
    {
      name: 'past-the-front-door',
      comment: 'A package is used through its index; launchers may reach the check for Node.',
      severity: 'error',
      from: { path: '^(packages|services)/([^/]+)/', pathNot: TEST },
      to: {
        path: '^packages/[^/]+/src/',
        pathNot: [
          '^$1/$2/',
          '^packages/[^/]+/src/index\\.ts$',
          '^packages/service-kit/src/require-node\\.mjs$',
          // Declared in the exports of the package, for what must not load a reader of YAML.
          '^packages/openapi/src/read/read-openapi\\.ts$',
          // Declared in the exports of the package, for what must not load a web framework.
          '^packages/service-kit/src/(http/problem|user-error|seeded-random|sha256)\\.ts$',
        ],
      },
    },
    {
      name: 'product-imports-tests',
      comment: 'What ships needs nothing of tests, bench or scripts.',
      severity: 'error',
      from: { path: PRODUCT, pathNot: TEST },
      to: { path: ['^(tests|bench|scripts)/', TEST] },
    },
    {
      name: 'msw-server-in-service',
      comment: 'setupServer patches the HTTP client of its whole process; handlers alone do not.',
      severity: 'error',
      from: { path: '^services/[^/]+/src/', pathNot: TEST },
      to: { path: 'node_modules/msw/.*node' },
    },
    {
      name: 'process-outside-main',
      comment: 'Only main.ts touches the process; all else gets what it needs as arguments.',
      severity: 'error',
      from: { path: '^services/[^/]+/src/', pathNot: ['/main\\.ts$', TEST] },
      to: { path: '^(node:)?process$', dependencyTypes: ['core'] },
    },
    {
      name: 'agent-tools-know-tools',
      comment: 'Rooms of the agent, top down: api, task, workflow, recovery, calls, tools.',
      severity: 'error',
      from: { path: '^services/agent/src/tools/', pathNot: TEST },
      to: { path: '^services/agent/src/((api|task|workflow|recovery|calls)/|[^/]+\\.ts$)' },
    },
    {
      name: 'agent-calls-know-tools',
      comment: 'A call knows nothing of what becomes of its failure.',
      severity: 'error',
      from: { path: '^services/agent/src/calls/', pathNot: TEST },
      to: { path: '^services/agent/src/((api|task|workflow|recovery)/|[^/]+\\.ts$)' },
    },
    {
      name: 'agent-recovery-knows-calls',
      comment: 'Recovery is of one call, whatever the task is.',
      severity: 'error',
      from: { path: '^services/agent/src/recovery/', pathNot: TEST },
      to: { path: '^services/agent/src/((api|task|workflow)/|[^/]+\\.ts$)' },
    },
    {
      name: 'agent-workflow-knows-tools',
      comment: 'A workflow is data over tools.',
      severity: 'error',
      from: { path: '^services/agent/src/workflow/', pathNot: TEST },
      to: { path: '^services/agent/src/((api|task)/|[^/]+\\.ts$)' },
    },
    {
      name: 'agent-task-knows-no-api',
      comment: 'A task runs without HTTP in front of it.',
      severity: 'error',
      from: { path: '^services/agent/src/task/', pathNot: TEST },
      to: { path: '^services/agent/src/(api/|[^/]+\\.ts$)' },
    },
    {
      name: 'agent-playbook-is-read-alone',
      comment: 'A playbook names strategies; it does not run them.',
      severity: 'error',
      from: { path: '^services/agent/src/recovery/playbook/', pathNot: TEST },
      to: { path: '^services/agent/src/recovery/(policies|strategies)/' },
    },
    {
      name: 'agent-strategies-know-no-policy',
      comment: 'A strategy answers for itself.',
      severity: 'error',
      from: { path: '^services/agent/src/recovery/strategies/', pathNot: TEST },
      to: { path: '^services/agent/src/recovery/policies/' },
    },
    ...runnerRules,
    {
      name: 'undeclared-dependency',
      comment: 'Everything imported stands in the package.json of the workspace that imports it.',
      severity: 'error',
      from: { path: PRODUCT, pathNot: TEST },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'unresolvable',
      severity: 'error',
      from: {},
      // har-format has types and nothing else.
      to: { couldNotResolve: true, pathNot: '^har-format$' },
    },
    {
      name: 'circular',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'orphan',
      comment: 'A module that neither imports nor is imported does nothing.',
      severity: 'error',
      from: { orphan: true, pathNot: ['/bin/', TEST, '/main\\.ts$', '\\.json$'] },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.js', '.cjs', '.json'],
    },
  },
};
