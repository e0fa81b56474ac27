import { STATUS_CODES } from 'node:http';
import { drained } from './drained.ts';
import { type Fault, type FaultCall, NO_PARAMETERS } from './fault.ts';

/** The error page of a gateway, in HTML where the client expects JSON. */
export const htmlError: Fault<'html-error'> = {
  kind: 'html-error',
  parameters: () => NO_PARAMETERS,
  async before(call, { spec }) {
    if (await call.requestRead()) answer(call, spec.status);
  },
  after: (call, { spec }) => drained(call, () => answer(call, spec.status)),
};

function answer(call: FaultCall, status: number): void {
  const title = `${status} ${STATUS_CODES[status] ?? 'Error'}`;
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<h1>${title}</h1>\r\n</body>\r\n</html>\r\n`;
  call.answer({ status, headers: ['Content-Type', 'text/html; charset=utf-8'], body });
}
