/** A closed interval. An end that the data do not bound is the end of the parameter's own range. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** Whether `value` lies in the interval, ends included. */
export function contains(interval: Interval, value: number): boolean {
  return interval.lower <= value && value <= interval.upper;
}
