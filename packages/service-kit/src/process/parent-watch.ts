/** Set by a parent whose children must not outlive it. */
export const PARENT_ENV = 'CHAOS_LAB_PARENT';

interface ChildProcessView {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly connected: boolean;
  readonly channel?: { unref(): void } | null | undefined;
  once(event: 'disconnect', listener: () => void): unknown;
}

/**
 * Calls `onGone` when the parent that asked for it ends in any way, SIGKILL included: the channel
 * between the two is closed by the system. Does nothing in a process that was started by hand.
 */
export function watchParent(onGone: () => void, self: ChildProcessView = process): void {
  if (self.env[PARENT_ENV] !== '1' || !self.connected) return;
  self.once('disconnect', onGone);
  self.channel?.unref();
}
