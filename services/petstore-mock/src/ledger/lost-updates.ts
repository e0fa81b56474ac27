import type { Effect } from '@chaos-lab/contracts';

/**
 * Counts updates that were overwritten by a write that had not seen them. Two signs are taken:
 *
 * - A late write: the client numbered it (`Chaos-Attempt`) before a call of the same operation that
 *   had already taken effect on the entity, and it changes what that call left.
 * - A partial revert: a write that changes something of its own and puts back, in the same stroke,
 *   what the effect before it had changed: its author worked on the older copy. Putting back
 *   everything and nothing else is an undo, not a loss.
 */
export function countLostUpdates(effects: readonly Effect[]): number {
  const byEntity = new Map<string, Effect[]>();
  let lost = 0;
  for (const effect of effects) {
    const key = `${effect.entity} ${effect.entityId}`;
    const earlier = byEntity.get(key);
    if (earlier === undefined) {
      byEntity.set(key, [effect]);
      continue;
    }
    if (isLate(effect, earlier) || isPartialRevert(effect, earlier.at(-1))) lost += 1;
    earlier.push(effect);
  }
  return lost;
}

function isLate(effect: Effect, earlier: readonly Effect[]): boolean {
  const { attempt, operation } = effect;
  if (attempt === null || effect.change === 'created') return false;
  const overtaken = earlier.some(
    (other) => other.operation === operation && other.attempt !== null && other.attempt > attempt,
  );
  return overtaken && changedFields(effect.before, effect.after).size > 0;
}

function isPartialRevert(effect: Effect, previous: Effect | undefined): boolean {
  if (effect.change !== 'updated' || previous?.change !== 'updated') return false;
  const theirs = changedFields(previous.before, previous.after);
  const ours = changedFields(effect.before, effect.after);
  const older = fields(previous.before);
  const newer = fields(effect.after);
  let reverted = 0;
  for (const name of theirs) {
    if (ours.has(name) && same(newer[name], older[name])) reverted += 1;
  }
  return reverted > 0 && ours.size > reverted;
}

function changedFields(before: unknown, after: unknown): Set<string> {
  const left = fields(before);
  const right = fields(after);
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return new Set([...names].filter((name) => !same(left[name], right[name])));
}

const fields = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const same = (left: unknown, right: unknown): boolean =>
  left === right || JSON.stringify(left) === JSON.stringify(right);
