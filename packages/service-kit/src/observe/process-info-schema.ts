import { z } from 'zod';

/** What a clock can do that no experiment allows for. */
const PAUSE_KINDS = ['stalled', 'slept', 'clock-set-back'] as const;

/** A time in which a process did nothing, though it should have. Unix ms by its own wall clock. */
export const pauseSchema = z.object({
  /** 1-based, counted from the start of the process. */
  seq: z.number().int().min(1),
  /**
   * `stalled`: its event loop stood still (SIGSTOP, a busy machine); `slept`: the machine did, so that
   * wall and monotonic clock parted; `clock-set-back`: the wall clock went backwards.
   */
  kind: z.enum(PAUSE_KINDS),
  from: z.number(),
  to: z.number(),
  /** Length in real ms. */
  ms: z.number().min(0),
});
export type Pause = z.infer<typeof pauseSchema>;

/** `GET /process`: which process answers, by what settings it runs, and when it stood still. */
export const processInfoSchema = z.object({
  v: z.literal(1),
  name: z.string(),
  /** Another one after every start. */
  instance: z.string(),
  /** Unix ms. */
  startedAt: z.number(),
  /** By their flags, resolved, without secrets. */
  settings: z.record(z.string(), z.unknown()),
  /** The latest pauses, the oldest first; `seq` tells how many there were. */
  pauses: z.array(pauseSchema),
});
export type ProcessInfo = z.infer<typeof processInfoSchema>;
