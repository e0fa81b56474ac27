/** Where a fault can be put: the n-th try of the n-th logical call of an operation, both from 1. */
export type Address = {
  readonly operation: string;
  readonly call: number;
  readonly attempt: number;
};

/** `placeOrder #2 try 3`; the operation alone for its first call and try. */
export function addressText({ operation, call, attempt }: Address): string {
  return `${operation}${call > 1 ? ` #${call}` : ''}${attempt > 1 ? ` try ${attempt}` : ''}`;
}

/** A text that no other address has. */
export const addressKey = ({ operation, call, attempt }: Address): string =>
  `${call}.${attempt} ${operation}`;

/** Whether two addresses belong to the same logical call. */
export const isSameCall = (one: Address, other: Address): boolean =>
  one.operation === other.operation && one.call === other.call;
