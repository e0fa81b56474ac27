import { promised, securityTest } from '../mutation.ts';

const SLOW = securityTest('slow-and-greedy-clients');
const BITE = securityTest('documents-that-bite');
const BOUNDED = securityTest('what-clients-make-is-bounded');
const HEAD = { test: SLOW, named: 'ends a connection whose head does not come to its end' };

/** Node's own limits are longer, so that a listener without ours waits on. */
const unlimited = (who: string, file: string, search: string) => ({
  without: `limits on the time of a head: ${who}`,
  file,
  search,
  replace: search.replace('serverLimits()', '{}'),
  ...HEAD,
});

export const SLOW_AND_LONG = [
  ...promised('Every listener ends a request whose head', [
    unlimited(
      'petstore-mock traffic',
      'services/petstore-mock/src/main.ts',
      'createServer(serverLimits(), createApp(',
    ),
    unlimited(
      'petstore-mock admin',
      'services/petstore-mock/src/main.ts',
      'serverLimits(),\n    createAdmin(',
    ),
    unlimited(
      'chaos-proxy admin',
      'services/chaos-proxy/src/main.ts',
      'createServer(serverLimits(), controlPlane)',
    ),
    unlimited('agent', 'services/agent/src/main.ts', 'createServer(serverLimits(), agent.app)'),
    unlimited(
      'runner metrics',
      'services/runner/src/run/metrics-server.ts',
      'serverLimits(),\n    createApp(',
    ),
    {
      without: 'limits on the time of a head: chaos-proxy traffic',
      file: 'services/chaos-proxy/src/client/server.ts',
      search: '...serverLimits({ maxHeaderBytes,',
      replace: '...((limits: object) => limits)({ maxHeaderBytes,',
      ...HEAD,
    },
    {
      without: 'a time for heads that is shorter than that for requests',
      file: 'packages/service-kit/src/http/server-limits.ts',
      search: 'headersTimeout: limits.headersTimeoutMs ?? 10_000,',
      replace: 'headersTimeout: 0,',
      ...HEAD,
    },
    {
      without: 'a limit on the length of a head',
      file: 'packages/service-kit/src/http/server-limits.ts',
      search: 'maxHeaderSize: limits.maxHeaderBytes ?? 16_384,',
      replace: 'maxHeaderSize: 10_000_000,',
      test: SLOW,
      named: 'refuses a head without end',
    },
  ]),
  ...promised('Bodies are bounded wherever', [
    {
      without: 'refusing a long body in the petstore',
      file: 'services/petstore-mock/src/http/read-body.ts',
      search: 'if (size > pending.maxBytes) {',
      replace: 'if (size < 0) {',
      test: SLOW,
      named: 'a body beyond its limit is refused',
    },
    {
      without: 'letting go of a long body in the petstore',
      file: 'services/petstore-mock/src/http/read-body.ts',
      search: 'else chunks = [];',
      replace: 'else chunks.push(chunk);',
      test: BOUNDED,
      named: 'lets go of what it has read once it is too long',
    },
    {
      without: 'letting go of a long body in the proxy',
      file: 'services/chaos-proxy/src/client/request-body.ts',
      search: 'if (bytes > limit) rest = undefined;\n    else if (first',
      replace: 'if (first',
      test: BOUNDED,
      named: 'lets go of what it has read once it is too long',
    },
    {
      without: 'a limit on the bodies of admin ports',
      file: 'packages/service-kit/src/http/admin-app.ts',
      search: "limit: options.bodyLimit ?? '1mb'",
      replace: "limit: '1gb'",
      test: SLOW,
      named: 'a body beyond its limit is refused',
    },
    {
      without: 'a limit on tasks',
      file: 'services/agent/src/app.ts',
      search: "express.json({ limit: '1mb',",
      replace: "express.json({ limit: '1gb',",
      test: SLOW,
      named: 'a body beyond its limit is refused',
    },
    {
      without: 'a limit on playbooks',
      file: 'services/agent/src/api/playbook-routes.ts',
      search: "limit: '1mb'",
      replace: "limit: '1gb'",
      test: SLOW,
      named: 'a body beyond its limit is refused',
    },
    {
      without: 'a limit on scenarios as YAML and on patches',
      file: 'services/chaos-proxy/src/admin/scenario-routes.ts',
      search: "const BODY_LIMIT = '8mb';",
      replace: "const BODY_LIMIT = '1gb';",
      test: BITE,
      named: 'refuses a document that is too long',
    },
    {
      without: 'a limit on scenarios as JSON',
      file: 'services/chaos-proxy/src/admin/admin-app.ts',
      search: "bodyLimit: '8mb',",
      replace: "bodyLimit: '1gb',",
      test: BITE,
      named: 'refuses a document that is too long',
    },
    {
      without: 'a limit on the decisions of a tape',
      file: 'services/chaos-proxy/src/admin/tape-routes.ts',
      search: 'if (recording.size >= limit) {',
      replace: 'if (limit < 0) {',
      test: BOUNDED,
      named: 'takes no tape beyond its limit',
    },
    {
      without: 'a limit on a line of a tape',
      file: 'services/chaos-proxy/src/tape/read-tape.ts',
      search: 'if (rest.length > MAX_LINE) {',
      replace: 'if (rest.length < 0) {',
      test: BOUNDED,
      named: 'reads no line of a tape to its end',
    },
  ]),
  ...promised('Faults hold at most', [
    {
      without: 'counting the connections that are held',
      file: 'services/chaos-proxy/src/call/places.ts',
      search: 'if (this.#taken >= this.max) return false;',
      replace: '',
      test: SLOW,
      named: 'faults hold a bounded number of connections',
    },
  ]),
];
