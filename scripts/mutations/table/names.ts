import { promised, securityTest } from '../mutation.ts';

const FORGE = securityTest('names-forge-nothing');
const REFUSED = { test: FORGE, named: 'is refused by the proxy and by the petstore' };
const SERIES = { test: FORGE, named: 'no client adds a series to the metrics' };

export const NAMES = [
  ...promised('Names and paths forge no log line', [
    {
      without: 'looking at the name of a session in the proxy',
      file: 'services/chaos-proxy/src/call/admission.ts',
      search: 'if (session !== undefined && !NAME_PATTERN.test(session))',
      replace: 'if (session !== undefined && NAME_PATTERN === undefined)',
      ...REFUSED,
    },
    {
      without: 'looking at the name of an arm in the proxy',
      file: 'services/chaos-proxy/src/call/admission.ts',
      search: 'if (arm !== undefined && !NAME_PATTERN.test(arm))',
      replace: 'if (arm !== undefined && NAME_PATTERN === undefined)',
      ...REFUSED,
    },
    {
      without: 'looking at names in a path',
      file: 'packages/contracts/src/session.ts',
      search: 'const PREFIX = /^\\/~([A-Za-z0-9._-]{1,128})',
      replace: 'const PREFIX = /^\\/~([^/?@]{0,128})',
      ...REFUSED,
    },
    {
      without: 'looking at names that the ledger is asked for',
      file: 'services/petstore-mock/src/ledger/admin-routes.ts',
      search: 'const identitySchema = z.object({ session: nameSchema, arm: nameSchema });',
      replace: 'const identitySchema = z.object({ session: z.string(), arm: nameSchema });',
      ...REFUSED,
    },
    {
      without: 'looking at names that the tape is asked for',
      file: 'services/chaos-proxy/src/admin/selection.ts',
      search: 'session: nameSchema.optional()',
      replace: 'session: z.string().optional()',
      ...REFUSED,
    },
    {
      without: 'showing controls in the decision log',
      file: 'services/chaos-proxy/src/decision-log.ts',
      search: '.map(printable)',
      replace: '.map((part) => (printable(part) === "" ? "" : part))',
      test: FORGE,
      named: 'a path cannot forge a line of the decision log',
    },
    {
      without: 'showing controls in messages for people',
      file: 'packages/service-kit/src/observe/logger.ts',
      search: 'escapeControls(`${service} ${textOf(log[key])}`)',
      replace: '`${service} ${textOf(log[key])}${escapeControls("")}`',
      test: 'packages/service-kit/src/observe/logger.test.ts',
      named: 'no value can forge a line or colour the terminal',
    },
    {
      without: 'one label for all paths that the petstore does not know',
      file: 'services/petstore-mock/src/api/locate.ts',
      search: '    operation: NO_OPERATION,\n    status: 404,',
      replace: '    operation: path,\n    status: 404,',
      ...SERIES,
    },
    {
      without: 'labels of tasks from a closed set',
      file: 'services/agent/src/api/task-routes.ts',
      search: 'metrics.finished(policyLabel(task), result);',
      replace: 'metrics.finished(policyLabel(task) + task.arm, result);',
      ...SERIES,
    },
    {
      without: 'labels of decisions from a closed set',
      file: 'services/chaos-proxy/src/metrics.ts',
      search: "gauge('proxySessions', sources.sessions);",
      replace: `gauge('proxySessions', sources.sessions);
      for (const kind of counters.seenPaths) counter('proxyFaults', () => [[{ kind }, 1]]);`,
      ...SERIES,
    },
  ]),
  ...promised('Names of runs and playbooks lead', [
    {
      without: 'looking at the name of a run',
      file: 'services/runner/src/run-folder/folder.ts',
      search: 'if (parsed.success) return join(runsDir, parsed.data);',
      replace: 'if (parsed.success || name !== "") return join(runsDir, name);',
      test: FORGE,
      named: 'of a run:',
    },
    {
      without: 'looking at the name of a playbook that is written',
      file: 'services/agent/src/api/playbook-routes.ts',
      search: "const name = validate(nameSchema, request.params['name'], 'validation-failed');",
      replace: "const name = String(request.params['name'] ?? nameSchema);",
      test: FORGE,
      named: 'of a playbook:',
    },
    {
      without: 'taking only playbooks that the agent has',
      file: 'services/agent/src/api/task-routes.ts',
      search: "if (policy.type !== 'playbook' || library.has(policy.name)) return;",
      replace: 'if (policy.type !== "none" || library) return;',
      test: FORGE,
      named: 'of a playbook:',
    },
  ]),
  ...promised('Patterns of a scenario match in linear time', [
    {
      without: 'matching the pieces of a pattern one after the other',
      file: 'services/chaos-proxy/src/scenario/glob.ts',
      search: '  return pieces(pattern);',
      replace:
        "  const whole = new RegExp(`^${pattern.replaceAll('*', '.*')}$`);\n" +
        '  return (text) => (whole.test(text) ? pieces(pattern)(text) : false);',
      test: FORGE,
      named: 'a pattern and a path that were made for it',
    },
  ]),
];
