import { promised, securityTest } from '../mutation.ts';

const ADMIN = securityTest('admin-ports-keep-strangers-out');
const AUTH = 'packages/service-kit/src/http/admin-auth.ts';

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
];
