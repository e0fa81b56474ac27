import type { FaultOf } from '@chaos-lab/contracts';
import type { Fault } from './fault.ts';
import { isJson, jsonRewrite } from './json-rewrite.ts';
import { jsonTokens, pick, replaceToken } from './json-tokens.ts';

/** A well-framed 200 whose body is no JSON: cut off, or with a broken structure. */
export const malformedJson: Fault<'malformed-json'> = {
  kind: 'malformed-json',
  parameters: (_spec, u2) => ({ where: u2 }),
  during: (call, { spec, parameters }) =>
    jsonRewrite(call, (text) => spoil(text, spec.mode, Number(parameters['where']))),
};

/** The text without its end, or with one bracket, colon or comma replaced; never valid JSON. */
export function spoil(
  text: string,
  mode: FaultOf<'malformed-json'>['mode'],
  where: number,
): string {
  if (mode === 'cut') {
    const part = text.slice(0, Math.floor(where * text.length));
    return isJson(part) ? '' : part;
  }
  const structure = jsonTokens(text).filter(({ type }) => type === 'structure');
  const token = pick(structure, where);
  return token === undefined ? `~${text}` : replaceToken(text, token, '~');
}
