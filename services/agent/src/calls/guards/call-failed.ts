import type { Failure } from '@chaos-lab/contracts';

/** A failed call on its way through a breaker, which counts rejections. */
export class CallFailed extends Error {
  readonly code = 'CALL_FAILED';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.name = 'CallFailed';
    this.failure = failure;
  }
}
