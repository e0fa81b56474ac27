import { z } from 'zod';

/** `POST /lease`: somebody wants a process for themselves. */
export const leaseRequestSchema = z.strictObject({
  /** Who asks, in words for whoever is refused meanwhile. */
  holder: z.string().min(1).max(200),
  /** Real seconds after which it ends unless it is renewed. */
  ttlS: z.number().min(1).max(3_600),
});
export type LeaseRequest = z.infer<typeof leaseRequestSchema>;

/** `PUT /lease`, with the token in the header. */
export const leaseRenewalSchema = leaseRequestSchema.pick({ ttlS: true });

/** `GET /lease`: who holds a process, without the token. */
export const leaseStateSchema = z.discriminatedUnion('held', [
  z.object({ held: z.literal(false) }),
  z.object({
    held: z.literal(true),
    holder: z.string(),
    since: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
  }),
]);
export type LeaseState = z.infer<typeof leaseStateSchema>;

/** The answer to whoever got it. */
export const leaseGrantSchema = z.object({
  token: z.string(),
  holder: z.string(),
  expiresAt: z.iso.datetime(),
});
export type LeaseGrant = z.infer<typeof leaseGrantSchema>;
