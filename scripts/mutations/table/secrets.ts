import { promised, securityTest } from '../mutation.ts';

const SECRET = securityTest('secrets-stay-where-they-are');

export const SECRETS = [
  ...promised('Credentials are not logged', [
    {
      without: 'replacing values with names of credentials',
      file: 'packages/service-kit/src/observe/logger.ts',
      search: "redact: { paths: SECRETS.flatMap(atEveryDepth), censor: '[redacted]' },",
      replace: "redact: { paths: SECRETS.slice(0, 0).flatMap(atEveryDepth), censor: '' },",
      test: SECRET,
      named: 'a value called authorization is not logged',
    },
    {
      without: 'replacing them below the first level',
      file: 'packages/service-kit/src/observe/logger.ts',
      search: '[name, `*${name}`, `*.*${name}`, `*.*.*${name}`]',
      replace: '[name]',
      test: SECRET,
      named: 'a value called authorization is not logged',
    },
    {
      without: 'keeping queries off records',
      file: 'services/chaos-proxy/src/call/exchange.ts',
      search: 'path: query < 0 ? url : url.slice(0, query),',
      replace: 'path: query < -1 ? "" : url,',
      test: SECRET,
      named: 'the proxy logs no header of the calls',
    },
    {
      without: 'refusing URLs with credentials',
      file: 'packages/service-kit/src/config/values.ts',
      search: "url.username !== '' || url.password !== ''",
      replace: "url.username === '\\n'",
      test: SECRET,
      named: 'a URL with credentials is refused',
    },
    {
      without: 'replacing credentials in what is refused',
      file: 'packages/service-kit/src/config/expecting.ts',
      search: "text.replace(/(?<=:\\/\\/)[^/?#]*@/, '[redacted]@')",
      replace: 'text',
      test: SECRET,
      named: 'a URL with credentials is refused',
    },
    {
      without: 'keeping a token out of its own complaint',
      file: 'packages/service-kit/src/config/expecting.ts',
      search: "const shown = secret ? 'the value' : show(value);",
      replace: 'const shown = show(secret ? String(value) : value);',
      test: SECRET,
      named: 'a token that is too short of sense',
    },
  ]),
  ...promised('A program that is an arm', [
    {
      without: 'taking the token out of the environment of a program',
      file: 'services/runner/src/subject/client/program.ts',
      search: '...withoutSecrets(env),',
      replace: '...{ ...withoutSecrets(env), ...env },',
      test: SECRET,
      named: 'a program that is an arm',
    },
  ]),
];
