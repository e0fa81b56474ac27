import { promised, securityTest } from '../mutation.ts';

const ADMIN = securityTest('admin-ports-keep-strangers-out');
const AUTH = 'packages/service-kit/src/http/admin-auth.ts';
const PAGES = 'packages/service-kit/src/http/refuse-pages.ts';

export const ACCESS = [
  ...promised('Admin ports are on loopback', [
    {
      without: 'loopback as the address of the admin port of the proxy',
      file: 'services/chaos-proxy/src/settings/listener-settings.ts',
      search: "default: '127.0.0.1',\n    describe: 'address of the control plane",
      replace: "default: '0.0.0.0',\n    describe: 'address of the control plane",
      test: ADMIN,
      named: 'is not what chaos-proxy opens',
    },
    {
      without: 'loopback as the address of the admin port of the petstore',
      file: 'services/petstore-mock/src/config.ts',
      search:
        "describe: 'address that the admin API listens on',\n    schema: value.text(),\n    default: '127.0.0.1',",
      replace:
        "describe: 'address that the admin API listens on',\n    schema: value.text(),\n    default: '0.0.0.0',",
      test: ADMIN,
      named: 'is not what petstore-mock opens',
    },
    {
      without: 'asking the proxy for a token off loopback',
      file: 'services/chaos-proxy/src/config.ts',
      search: '    ...adminAccessProblems(\n',
      replace: '    ...((_access: object, _where: string): string[] => [])(\n',
      test: ADMIN,
      named: 'chaos-proxy does not start without a token',
    },
    {
      without: 'asking the petstore for a token off loopback',
      file: 'services/petstore-mock/src/config.ts',
      search: '      adminAccessProblems({ host',
      replace: '      ((_access: object, _where: string): string[] => [])({ host',
      test: ADMIN,
      named: 'petstore-mock does not start without a token',
    },
    {
      without: 'looking at an address to its end',
      file: 'packages/service-kit/src/http/loopback.ts',
      search: '(\\.\\d{1,3}){3}$/',
      replace: '(\\.\\d{1,3}){3}/',
      test: ADMIN,
      named: 'does not start without a token',
    },
    {
      without: 'comparing the token in constant time',
      file: AUTH,
      search: 'timingSafeEqual(sha256(given), expected)',
      replace: 'sha256(given).equals(expected)',
      test: ADMIN,
      named: 'is compared in constant time',
    },
    {
      without: 'comparing the token at all',
      file: AUTH,
      search: 'if (given !== undefined && timingSafeEqual(sha256(given), expected)) {',
      replace: 'if (given !== undefined || expected.length > 0) {',
      test: ADMIN,
      named: 'is compared in constant time',
    },
  ]),
  ...promised('A web page that points its own name', [
    {
      without: 'asking for a Host of this machine on admin ports',
      file: AUTH,
      search: 'return token === undefined ? requireLoopbackHost : requireToken(token);',
      replace:
        'return token === undefined ? (_q, _s, next) => (requireLoopbackHost, next()) : requireToken(token);',
      test: ADMIN,
      named: 'reaches no control plane and no agent',
    },
    {
      without: 'asking for a Host of this machine at the agent',
      file: 'services/agent/src/app.ts',
      search: 'if (isLoopback(host)) app.use(adminAuth({ host }));',
      replace: 'if (isLoopback("")) app.use(adminAuth({ host }));',
      test: ADMIN,
      named: 'reaches no control plane and no agent',
    },
    {
      without: 'taking a name with a known beginning for another one',
      file: 'packages/service-kit/src/http/loopback.ts',
      search: "if (bare === 'localhost' ||",
      replace: "if (bare.startsWith('localhost') ||",
      test: ADMIN,
      named: '"localhost.evil.test:4021" reaches no control plane',
    },
  ]),
  ...promised('A web page of another origin', [
    {
      without: 'looking at Origin',
      file: PAGES,
      search: 'hostOf(origin) !== host.toLowerCase()',
      replace: 'hostOf(origin) === host.toUpperCase()',
      test: ADMIN,
      named: 'that sends {"Origin":"https://evil.test"} has nothing done',
    },
    {
      without: 'looking at Sec-Fetch-Site',
      file: PAGES,
      search: '!OWN_SITES.has(site)',
      replace: "site === ''",
      test: ADMIN,
      named: 'that sends {"Sec-Fetch-Site":"cross-site"} has nothing done',
    },
    {
      without: 'taking another port of this machine for another origin',
      file: PAGES,
      search: "new Set(['none', 'same-origin'])",
      replace: "new Set(['none', 'same-origin', 'same-site'])",
      test: ADMIN,
      named: 'that sends {"Sec-Fetch-Site":"same-site"} has nothing done',
    },
    {
      without: 'refusing it at admin ports',
      file: 'packages/service-kit/src/http/admin-app.ts',
      search: '  app.use(refusePages);\n',
      replace: '  void refusePages;\n',
      test: ADMIN,
      named: 'with a token off loopback is none the less refused',
    },
    {
      without: 'refusing it at the agent',
      file: 'services/agent/src/app.ts',
      search: '  app.use(refusePages);\n',
      replace: '  void refusePages;\n',
      test: ADMIN,
      named: 'that sends {"Origin":"https://evil.test"} has nothing done',
    },
  ]),
];
