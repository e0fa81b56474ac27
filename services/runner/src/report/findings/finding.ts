/** How a finding is coloured; the words alone say the same. */
export type Tone = 'good' | 'bad' | 'plain' | 'caution';

/** One thing a report says: a headline that stands alone, and the numbers it rests on. */
export type Finding = {
  readonly tone: Tone;
  readonly headline: string;
  readonly detail: string;
};

/** Whether differences may be claimed, and if so whether the run had reached its end. */
export type Claims =
  | { readonly allowed: true; readonly provisional: boolean }
  | { readonly allowed: false; readonly reason: string };
