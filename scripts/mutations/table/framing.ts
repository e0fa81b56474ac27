import { promised } from '../mutation.ts';

const SMUGGLED = 'tests/integration/proxy-refuses-smuggled-requests.test.ts';
const ADMISSION = 'services/chaos-proxy/src/call/admission.ts';
const SERVER = 'services/chaos-proxy/src/client/server.ts';
const HOP = 'services/chaos-proxy/src/upstream/hop-by-hop.ts';

export const FRAMING = promised('No request is read in two ways', [
  {
    without: 'refusing unknown versions of HTTP',
    file: ADMISSION,
    search: "if (httpVersion !== '1.1' && httpVersion !== '1.0') {",
    replace: "if (httpVersion === '0.0') {",
    test: SMUGGLED,
    named: 'version that the parser knows',
  },
  {
    without: 'refusing chunks of HTTP/1.0',
    file: ADMISSION,
    search: "if (httpVersion === '1.0') return badRequest('HTTP/1.0 has no Transfer-Encoding');",
    replace: '',
    test: SMUGGLED,
    named: 'chunks in HTTP/1.0',
  },
  {
    without: 'refusing codings other than chunked',
    file: ADMISSION,
    search: "if (coding.toLowerCase() !== 'chunked') {",
    replace: "if (coding === '') {",
    test: SMUGGLED,
    named: 'another coding before chunked',
  },
  {
    without: 'refusing two Hosts',
    file: ADMISSION,
    search: 'return hosts > 1 ?',
    replace: 'return hosts > 100 ?',
    test: SMUGGLED,
    named: 'two Hosts',
  },
  {
    without: 'keeping an upgrade to another protocol from being a tunnel',
    file: SERVER,
    search: "headers.upgrade?.toLowerCase() === 'websocket' &&",
    replace: 'headers.upgrade !== undefined &&',
    test: SMUGGLED,
    named: 'h2c that hides a request',
  },
  {
    without: 'keeping an upgrade with a body from being a tunnel',
    file: SERVER,
    search: "headers['content-length'] === undefined &&",
    replace: '',
    test: SMUGGLED,
    named: 'WebSocket that hides a body',
  },
  {
    without: 'keeping fields of one connection to it',
    file: HOP,
    search: "  'upgrade',\n",
    replace: '',
    test: SMUGGLED,
    named: 'another protocol that Connection does not list',
  },
  {
    without: 'a length that no client can strip',
    file: HOP,
    search: "new Set(['content-length', 'host', 'cache-control'])",
    replace: "new Set(['host', 'cache-control'])",
    test: SMUGGLED,
    named: 'a long body keeps its length',
  },
  {
    without: 'strict parsing',
    file: SERVER,
    search: 'insecureHTTPParser: false,',
    replace: 'insecureHTTPParser: true,',
    test: SMUGGLED,
    named: 'refused, and nothing of it reaches the upstream whole',
  },
  {
    without: 'silence behind garbage that follows a request',
    file: SERVER,
    search: 'if (pending !== undefined && (pending.req.complete || pending.headersSent)) {',
    replace: 'if (pending !== undefined && pending.statusCode === 0) {',
    test: SMUGGLED,
    named: 'garbage does not become the answer of the request before it',
  },
]);
