import type { FaultOf } from '@chaos-lab/contracts';
import { drained } from './drained.ts';
import { type Fault, type FaultCall, NO_PARAMETERS } from './fault.ts';

const ERROR = { error: { code: 'INTERNAL', message: 'the operation could not be completed' } };

/** Status 200 with an error as its body. */
export const errorIn200: Fault<'error-in-200'> = {
  kind: 'error-in-200',
  parameters: () => NO_PARAMETERS,
  async before(call, { spec }) {
    if (await call.requestRead()) answer(call, spec);
  },
  after: (call, { spec }) => drained(call, () => answer(call, spec)),
};

function answer(call: FaultCall, spec: FaultOf<'error-in-200'>): void {
  const { body = ERROR, contentType } = spec;
  const isText = typeof body === 'string';
  const type = contentType ?? (isText ? 'text/plain; charset=utf-8' : 'application/json');
  const text = isText ? body : JSON.stringify(body);
  call.answer({ status: 200, headers: ['Content-Type', type], body: text });
}
