/** Header names that cross a wire. Node lower-cases incoming names: look them up with `toLowerCase`. */
export const HEADER = {
  session: 'Chaos-Session',
  arm: 'Chaos-Arm',
  call: 'Chaos-Call',
  attempt: 'Chaos-Attempt',
  fault: 'Chaos-Fault',
  faultRequest: 'Chaos-Fault-Request',
  decision: 'Chaos-Decision-Id',
  scenarioEnds: 'Chaos-Scenario-Ends',
  idempotencyKey: 'Idempotency-Key',
  idempotencyReplayed: 'Idempotency-Replayed',
  retryAfter: 'Retry-After',
  traceparent: 'traceparent',
  requestId: 'X-Request-Id',
  rateLimit: 'X-Rate-Limit',
  expiresAfter: 'X-Expires-After',
} as const;

/** Request headers of the lab that an upstream outside the lab never sees. */
export const LAB_REQUEST_HEADERS = [
  HEADER.session,
  HEADER.arm,
  HEADER.call,
  HEADER.attempt,
  HEADER.faultRequest,
] as const;
