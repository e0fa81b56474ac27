import { METHODS } from './rounds.ts';

const PATH = '/api/v3/pet/7';
const BODY = JSON.stringify({ petId: 7, quantity: 1 });

/** Throws unless the candidate gives the very answers of the upstream. */
export async function validate(name: string, port: number, upstreamPort: number): Promise<void> {
  for (const method of METHODS) {
    const [answer, real] = await Promise.all([ask(port, method), ask(upstreamPort, method)]);
    if (answer !== real) throw new Error(`${name} answers ${method} with ${answer}, not ${real}`);
  }
}

async function ask(port: number, method: string): Promise<string> {
  const init = method === 'POST' ? { body: BODY, headers: JSON_TYPE } : {};
  const answer = await fetch(`http://127.0.0.1:${port}${PATH}`, { method, ...init });
  return `${answer.status} ${answer.headers.get('content-type')} ${await answer.text()}`;
}

const JSON_TYPE = { 'content-type': 'application/json' };
