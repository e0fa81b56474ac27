/** Time as an argument: every wait and every timestamp of the lab goes through one of these. */
export interface Clock {
  /** Milliseconds since an epoch of the clock's own choosing; never goes backwards. */
  now(): number;
  /** Resolves after `ms` milliseconds of this clock; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The reason of an aborted signal as an Error, since a reason may be any value. */
export function abortReason(signal: AbortSignal): Error {
  return signal.reason instanceof Error
    ? signal.reason
    : new DOMException('The operation was aborted', 'AbortError');
}
