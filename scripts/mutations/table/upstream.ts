import { promised, securityTest } from '../mutation.ts';

const CHOICE = securityTest('nothing-a-client-sends-chooses-the-upstream');
const AGENT = securityTest('the-agent-goes-where-it-is-told-at-its-start');

export const UPSTREAM = [
  ...promised('Nothing a client sends chooses the upstream', [
    {
      without: 'cutting the host off an absolute target',
      file: 'services/chaos-proxy/src/call/admission.ts',
      search: 'const rest = target.slice(absolute[0].length);',
      replace: 'const rest = target; if (rest !== "") return rest;',
      test: CHOICE,
      named: 'an absolute URL leads to the one upstream',
    },
    {
      without: 'refusing a target that is no path',
      file: 'services/chaos-proxy/src/call/admission.ts',
      search: 'if (absolute === null) return undefined;',
      replace: 'if (absolute === null) return target;',
      test: CHOICE,
      named: 'a URL of another scheme is refused',
    },
    {
      without: "putting the upstream's own Host in place of the client's",
      file: 'services/chaos-proxy/src/call/outbound-headers.ts',
      search: "const OWN = new Set(['host', 'expect']);",
      replace: "const OWN = new Set(['expect']);",
      test: CHOICE,
      named: 'a Host field leads to the one upstream',
    },
    {
      without: 'refusing CONNECT',
      file: 'services/chaos-proxy/src/client/server.ts',
      search: "server.on('connect',",
      replace: "server.on('no-such-event',",
      test: CHOICE,
      named: 'CONNECT is refused',
    },
  ]),
  ...promised('The agent calls its base URL', [
    {
      without: 'refusing members that a task does not have',
      file: 'packages/contracts/src/task.ts',
      search: 'export const taskRequestSchema = z.strictObject({',
      replace: 'export const taskRequestSchema = z.object({',
      test: AGENT,
      named: 'a task that brings a baseUrl is refused',
    },
    {
      without: 'leaving redirects alone',
      file: 'services/agent/src/calls/http/upstream.ts',
      search: "const adapter = undiciAdapter(pool, pathname.replace(/\\/$/, ''));",
      replace: `const { interceptors } = process.getBuiltinModule('module')
        .createRequire(import.meta.url)('undici');
      const following = pool.compose(interceptors.redirect({ maxRedirections: 3 }));
      const adapter = undiciAdapter(following, pathname.replace(/\\/$/, ''));`,
      test: AGENT,
      named: 'a redirect of the upstream is not followed',
    },
  ]),
];
