import type { Recording } from '../tape/recording.ts';
import { type DecisionSource, NO_RULE, type Verdict } from './verdict.ts';

const NOT_RECORDED: Verdict = Object.freeze({
  ...NO_RULE,
  source: 'tape',
  parameters: Object.freeze({ notRecorded: true }),
});

/** Decides as a recording says, exactly and without a seed; a call that is not on it goes through. */
export function tapeSource(recording: Recording): DecisionSource {
  return ({ facts, operation, call, attempt }) => {
    const recorded = recording.take({ ...facts.identity, operation, call, attempt });
    if (recorded === undefined) return NOT_RECORDED;
    const { holdMs } = recorded.parameters;
    // What the wire could not do then it may try again; only a bucket's word is part of the decision.
    const suppressed = recorded.suppressed === 'tokens-left' ? 'tokens-left' : null;
    const isFault = recorded.fault !== null && suppressed === null;
    return {
      ...recorded,
      suppressed,
      source: 'tape',
      expected: isFault ? 1 : 0,
      holdMs: typeof holdMs === 'number' ? holdMs : 0,
    };
  };
}
