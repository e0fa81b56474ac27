/** Raised where the upstream's answer has a status that no final answer has. */
export class InvalidStatusError extends Error {
  readonly code = 'INVALID_STATUS';

  constructor(status: number) {
    super(`${String(status).padStart(3, '0')} is the status of no final answer`);
    this.name = 'InvalidStatusError';
  }
}

/** Whether another response follows. 101 is none of these: nothing follows a changed protocol. */
export function isInterim(status: number): boolean {
  return status >= 100 && status < 200 && status !== 101;
}

/** Whether the status can end an exchange; RFC 9110, 15, has three digits from 1 to 5 in front. */
export function isFinal(status: number): boolean {
  return status >= 200 && status <= 999;
}
