import { BadInputError } from '../../errors.ts';
import type { Oracle } from '../oracle.ts';
import { commandOracle } from './command-oracle.ts';
import type { OracleContext } from './context.ts';
import { httpOracle } from './http-oracle.ts';

/** Oracles that a person can name, `KIND:WHAT`. A new one is a file and a line here. */
const NAMED = {
  http: httpOracle,
  command: commandOracle,
} as const satisfies Readonly<Record<string, (what: string, context: OracleContext) => Oracle>>;

/** The oracle that a text names; null for `wire`, what the proxy itself sees. Throws BadInputError. */
export function oracleNamed(text: string, context: OracleContext): Oracle | null {
  if (text === 'wire') return null;
  const [, kind = '', what = ''] = /^([a-z]+):(.+)$/s.exec(text) ?? [];
  const known = Object.entries(NAMED).find(([name]) => name === kind);
  if (known === undefined) {
    throw new BadInputError(
      `--oracle: ${text}: expected wire, ${Object.keys(NAMED)
        .map((name) => `${name}:...`)
        .join(' or ')}`,
    );
  }
  return known[1](what, context);
}
