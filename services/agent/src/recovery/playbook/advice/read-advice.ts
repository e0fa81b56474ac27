import { type Entry, entrySchema, type StrategyName } from '@chaos-lab/contracts';
import { playbookIssues } from '../playbook-issues.ts';
import type { Advice } from './advisor.ts';

/**
 * What a model may choose. Not among them: anything that makes up an answer or undoes work, and
 * whatever refers to other entries.
 */
export const ADVISABLE = [
  'fail_fast',
  'escalate_to_human',
  'retry_immediately',
  'retry_fixed',
  'wait_and_retry',
  'retry_linear_backoff',
  'retry_exponential_backoff',
  'honor_retry_after',
  'idempotent_retry',
  'verify_then_retry',
] as const satisfies readonly StrategyName[];

const MAX_RETRIES = 10;
const MAX_WAIT_S = 60;

/** Reads a model's answer as a playbook entry, or says why it is not used. */
export function readAdvice(text: string): Advice {
  const json = jsonIn(text);
  if (json === undefined) return refused('the answer holds no JSON object');
  const parsed = entrySchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = playbookIssues(parsed.error, json);
    return refused(`${issue?.path}: ${issue?.message}`);
  }
  const entry = parsed.data;
  if (!(ADVISABLE as readonly string[]).includes(entry.strategy)) {
    return refused(`${entry.strategy} is not for a model to choose`);
  }
  const excess = excessOf(entry);
  return excess === undefined ? { type: 'entry', entry } : refused(excess);
}

const refused = (why: string): Advice => ({ type: 'refused', why });

/** The first JSON object of the text: models like to put words or a fence around it. */
export function jsonIn(text: string): unknown {
  const start = text.indexOf('{');
  const end = text.lastIndexOf('}');
  if (start === -1 || end < start) return undefined;
  try {
    return JSON.parse(text.slice(start, end + 1)) as unknown;
  } catch {
    return undefined;
  }
}

function excessOf({ config }: Entry): string | undefined {
  for (const [name, value] of Object.entries(config)) {
    const most = name === 'max_retries' ? MAX_RETRIES : MAX_WAIT_S;
    if (typeof value === 'number' && value > most) return `${name} ${value} is more than ${most}`;
  }
  return undefined;
}
