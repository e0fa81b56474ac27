import type { WriteState } from '@chaos-lab/contracts';

/** What is known of one write: what is settled, and the sends that nobody knows the end of. */
export interface Knowledge {
  readonly settled: Exclude<WriteState, 'in_doubt'>;
  /** Sends that were never answered in a way that can be believed. */
  readonly open: number;
  /** The same of the calls that were to undo it. */
  readonly undoing: number;
}

/**
 * What can happen to a write. `sent` comes before the first byte; each send ends as one of `not_sent`,
 * `refused`, `lost` and `answered`. `seen` and `absent` are what a read-back found.
 */
export type WriteEvent =
  | 'sent'
  | 'not_sent'
  | 'refused'
  | 'lost'
  | 'answered'
  | 'seen'
  | 'absent'
  | 'undo_sent'
  | 'undo_not_sent'
  | 'undo_refused'
  | 'undo_lost'
  | 'undone';

export const UNSENT: Knowledge = { settled: 'not_sent', open: 0, undoing: 0 };

/** What is known after an event. */
export function learn(known: Knowledge, event: WriteEvent): Knowledge {
  const { settled, open, undoing } = known;
  switch (event) {
    case 'sent':
      return { ...known, open: open + 1 };
    case 'not_sent':
      return { ...known, open: Math.max(0, open - 1) };
    case 'refused':
      // Says nothing about an earlier send of the same write, which stays open.
      return {
        ...known,
        open: Math.max(0, open - 1),
        settled: settled === 'not_sent' ? 'not_done' : settled,
      };
    case 'lost':
    case 'undo_lost':
      return known;
    case 'answered':
    case 'seen':
      return settled === 'undone' ? known : { settled: 'done', open: 0, undoing };
    case 'absent':
      // Where it was done before, something has undone it: an undo whose answer was lost.
      return { settled: settled === 'done' ? 'undone' : 'not_done', open: 0, undoing: 0 };
    case 'undo_sent':
      return { ...known, undoing: undoing + 1 };
    case 'undo_not_sent':
    case 'undo_refused':
      return { ...known, undoing: Math.max(0, undoing - 1) };
    case 'undone':
      return { settled: 'undone', open: 0, undoing: 0 };
    default: {
      const unknown: never = event;
      throw new Error(`${String(unknown)} is no event of a write`);
    }
  }
}

export function stateOf({ settled, open, undoing }: Knowledge): WriteState {
  if (settled === 'undone') return settled;
  if (undoing > 0) return 'in_doubt';
  return open > 0 && settled !== 'done' ? 'in_doubt' : settled;
}
