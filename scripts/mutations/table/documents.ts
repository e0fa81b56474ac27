import { promised, securityTest } from '../mutation.ts';

const BITE = securityTest('documents-that-bite');
const FAULT = 'packages/contracts/src/fault.ts';

export const DOCUMENTS = [
  ...promised('A scenario, task, playbook, patch or pet cannot pollute', [
    {
      without: 'merging a patch into a map',
      file: 'services/chaos-proxy/src/admin/merge-patch.ts',
      search:
        'const merged = new Map(Object.entries(isObject(target) ? target : {}));\n' +
        '  for (const [name, value] of Object.entries(patch)) {\n' +
        '    if (value === null) merged.delete(name);\n' +
        '    else merged.set(name, mergePatch(merged.get(name), value));\n' +
        '  }\n' +
        '  return Object.fromEntries(merged);',
      replace:
        'const merged = (isObject(target) ? target : {}) as Record<string, unknown>;\n' +
        '  for (const [name, value] of Object.entries(patch)) {\n' +
        '    if (value === null) delete merged[name];\n' +
        '    else if (isObject(value)) mergePatch(merged[name] ?? {}, value);\n' +
        '    else merged[name] = value;\n' +
        '  }\n' +
        '  return merged;',
      test: BITE,
      named: 'takes nothing from a scenario that holds "__proto__"',
    },
    {
      without: 'reading only what a table of a playbook holds itself',
      file: 'services/agent/src/recovery/playbook/lookup.ts',
      search: 'table !== undefined && Object.hasOwn(table, condition)',
      replace: 'table !== undefined',
      test: BITE,
      named: 'finds no recovery in what every object inherits',
    },
    {
      without: 'tables of a playbook in a map',
      file: 'services/agent/src/recovery/playbook/book.ts',
      search: 'tables: new Map(Object.entries(tables as Record<string, ToolTable>)),',
      replace: `tables: { get: (name: string) =>
        (tables as unknown as Record<string, ToolTable>)[name] } as unknown as Map<string, ToolTable>,`,
      test: BITE,
      named: 'finds no recovery in what every object inherits',
    },
    {
      without: 'a limit on aliases of YAML',
      file: 'packages/service-kit/src/config/read-yaml.ts',
      search: 'document.toJS()',
      replace: 'document.toJS({ maxAliasCount: -1 })',
      test: BITE,
      named: 'refuses aliases that multiply',
    },
    {
      without: 'catching what resolving YAML throws',
      file: 'packages/service-kit/src/config/read-yaml.ts',
      search: 'return { problems: [{ line: undefined, message: reason(error) }] };',
      replace: 'if (reason(error) !== "") throw error;\n    return { problems: [] };',
      test: BITE,
      named: 'refuses aliases that multiply',
    },
    {
      without: 'a limit on the depth of JSON on admin ports',
      file: 'packages/service-kit/src/http/admin-app.ts',
      search: ', verify: verifyDepth }',
      replace: ' }',
      test: BITE,
      named: 'refuses JSON that is nested without end',
    },
    {
      without: 'a limit on the depth of patches',
      file: 'services/chaos-proxy/src/admin/scenario-routes.ts',
      search: ', verify: verifyDepth }',
      replace: ' }',
      test: BITE,
      named: 'refuses a patch that is nested without end',
    },
    {
      without: 'catching a line of a tape that is nested too deeply',
      file: 'services/chaos-proxy/src/tape/read-tape.ts',
      search: 'if (!(error instanceof RangeError)) throw error;',
      replace: 'if (error !== undefined) throw error;',
      test: BITE,
      named: 'reports a line of a tape that is nested without end',
    },
    {
      without: 'a limit on the depth of tasks',
      file: 'services/agent/src/app.ts',
      search: ', verify: verifyDepth }',
      replace: ' }',
      test: BITE,
      named: 'the agent refuses what is nested without end',
    },
    {
      without: 'a limit on the depth of playbooks',
      file: 'services/agent/src/api/playbook-routes.ts',
      search: ', verify: verifyDepth }',
      replace: ' }',
      test: BITE,
      named: 'the agent refuses what is nested without end',
    },
    {
      without: 'refusing a document type of XML',
      file: 'services/petstore-mock/src/media/xml.ts',
      search: "if (/<!DOCTYPE/i.test(text)) throw new XmlError('a document type is not taken');",
      replace: '',
      test: BITE,
      named: 'refuses XML with an entity that multiplies',
    },
    {
      without: 'refusing a document type of XML in any letters',
      file: 'services/petstore-mock/src/media/xml.ts',
      search: '/<!DOCTYPE/i',
      replace: '/<!DOCTYPE/',
      test: BITE,
      named: 'a document type in capitals or not',
    },
  ]),
  ...promised('No injected header can start another', [
    {
      without: 'looking at the names of injected headers',
      file: FAULT,
      search: ".regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'expected a header name')",
      replace: '',
      test: BITE,
      named: 'where a name would start another header',
    },
    {
      without: 'looking at the values of injected headers',
      file: FAULT,
      search: '.regex(/^[\\t\\x20-\\x7e\\x80-\\xff]*$/, ',
      replace: '.regex(/[^]*/, ',
      test: BITE,
      named: 'where a value would start another header',
    },
    {
      without: 'looking at an injected content type',
      file: FAULT,
      search: 'contentType: headerValue.optional()',
      replace: 'contentType: z.string().optional()',
      test: BITE,
      named: 'where the content type would start another header',
    },
  ]),
];
