import { request } from 'undici';
import { BadInputError, LabFailureError, messageOf } from '../../errors.ts';
import type { Oracle } from '../oracle.ts';
import { EXPECTED, judgementOf } from './judgement.ts';

const TIMEOUT_MS = 30_000;

/** Asks a URL about each run, with `{session}` filled in. */
export function httpOracle(template: string): Oracle {
  if (!URL.canParse(template.replaceAll('{session}', 's')) || !template.includes('{session}')) {
    throw new BadInputError(`--oracle: http:${template}: expected a URL with {session} in it`);
  }
  return {
    name: template,
    judge: (runs) =>
      Promise.all(
        runs.map(async ({ session }) => {
          const url = template.replaceAll('{session}', session);
          const said = judgementOf(await answerOf(url));
          if (typeof said === 'string') {
            throw new LabFailureError(`the oracle ${url} answered ${said}: ${EXPECTED}`);
          }
          return said;
        }),
      ),
  };
}

async function answerOf(url: string): Promise<string> {
  let status: number;
  let text: string;
  try {
    const answer = await request(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    status = answer.statusCode;
    text = await answer.body.text();
  } catch (error) {
    throw new LabFailureError(`the oracle ${url} did not answer: ${messageOf(error)}`, error);
  }
  if (status === 200) return text;
  throw new LabFailureError(`the oracle ${url} answered with status ${status}: expected 200`);
}
