import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { watchParent } from './parent-watch.ts';

function disconnected(env: Record<string, string>): boolean {
  let gone = false;
  const self = Object.assign(new EventEmitter(), { env, connected: true, channel: null });
  watchParent(() => {
    gone = true;
  }, self);
  self.emit('disconnect');
  return gone;
}

test('only a child that was told to watches its parent', () => {
  expect(disconnected({ CHAOS_LAB_PARENT: '1' })).toBe(true);
  expect(disconnected({})).toBe(false);
});
