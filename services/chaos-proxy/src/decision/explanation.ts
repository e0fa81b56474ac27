import type { DecisionRecord } from '@chaos-lab/contracts';

/** Why one request met what it met. */
export type Explanation = {
  readonly record: DecisionRecord;
  /** The rules that were tried, in order, up to the one that decided. */
  readonly rules: readonly TriedRule[];
  /** `fires` where the first draw lies below the rate in force. */
  readonly firing: { readonly draw: number; readonly rate: number; readonly fires: boolean } | null;
  /** The share of [0, 1) that each fault of the rule has; the second draw picks one. */
  readonly choice: { readonly draw: number; readonly shares: readonly FaultShare[] } | null;
  readonly sentences: readonly string[];
};

export type TriedRule = {
  readonly rule: string;
  readonly matched: boolean;
  /** What of the request the rule did not fit. */
  readonly mismatch: string | null;
};

export type FaultShare = {
  readonly kind: string;
  readonly phase: string;
  readonly from: number;
  readonly to: number;
  readonly chosen: boolean;
};

/** An explanation before it is put into words. */
export type Explained = Omit<Explanation, 'sentences'>;
