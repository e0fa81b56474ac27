import { type Arm, armNameSchema, armSchema, nameSchema, type Policy } from '@chaos-lab/contracts';
import { BadInputError } from '../errors.ts';
import { documentPath } from '../experiment/documents/find-document.ts';

const FORMS =
  'expected NAME=none, NAME=blind:2, NAME=axios-retry[:3[:exponential]], NAME=playbook:training, ' +
  'NAME=http://host:port or NAME="command with arguments"';

/** An arm as it is written on the command line, `NAME=POLICY_OR_PLAYBOOK_OR_COMMAND`. */
export function parseArm(text: string): Arm {
  const at = text.indexOf('=');
  const name = text.slice(0, Math.max(at, 0));
  const spec = text.slice(at + 1).trim();
  if (at < 1 || spec === '') throw new BadInputError(`--arm ${text}: ${FORMS}`);
  const named = armNameSchema.safeParse(name);
  if (!named.success) {
    throw new BadInputError(`--arm ${text}: ${named.error.issues[0]?.message ?? FORMS}`);
  }
  if (/^https?:\/\//.test(spec)) return checked(text, { name, url: spec });
  const policy = policyOf(spec);
  if (policy !== undefined) return checked(text, { name, policy });
  const command = spec.replace(/^command:/, '');
  if (command !== spec || /\s|[\\/]/.test(spec)) return checked(text, { name, command });
  throw new BadInputError(`--arm ${text}: ${spec} is no policy and no playbook: ${FORMS}`);
}

function policyOf(spec: string): Policy | undefined {
  if (spec === 'none') return { type: 'none' };
  const blind = /^blind[:-](\d+)$/.exec(spec);
  if (blind !== null) return { type: 'blind', retries: Number(blind[1]) };
  const axios = /^axios-retry(?::(\d+)(?::(default|exponential))?)?$/.exec(spec);
  if (axios !== null) {
    const mode = axios[2] === 'exponential' ? 'exponential' : 'default';
    return { type: 'axios-retry', retries: Number(axios[1] ?? 3), mode };
  }
  const playbook = spec.replace(/^playbook:/, '');
  if (playbook !== spec || isPlaybook(spec)) return { type: 'playbook', name: playbook };
  return undefined;
}

const isPlaybook = (name: string): boolean =>
  nameSchema.safeParse(name).success && documentPath('playbooks', name) !== undefined;

function checked(text: string, arm: unknown): Arm {
  const parsed = armSchema.safeParse(arm);
  if (parsed.success) return parsed.data;
  throw new BadInputError(`--arm ${text}: ${FORMS}`);
}
