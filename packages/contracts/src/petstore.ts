import { z } from 'zod';

export const PET_STATUSES = ['available', 'pending', 'sold'] as const;
export const ORDER_STATUSES = ['placed', 'approved', 'delivered'] as const;

const int64 = z.number().int();
const namedSchema = z.object({ id: int64.optional(), name: z.string().optional() });

export const petSchema = z.object({
  id: int64.optional(),
  name: z.string(),
  category: namedSchema.optional(),
  photoUrls: z.array(z.string()),
  tags: z.array(namedSchema).optional(),
  status: z.enum(PET_STATUSES).optional(),
});

export const orderSchema = z.object({
  id: int64.optional(),
  petId: int64.optional(),
  quantity: z.number().int().optional(),
  shipDate: z.string().optional(),
  status: z.enum(ORDER_STATUSES).optional(),
  complete: z.boolean().optional(),
});

export const userSchema = z.object({
  id: int64.optional(),
  username: z.string().max(256).optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  email: z.string().optional(),
  password: z.string().optional(),
  phone: z.string().optional(),
  userStatus: z.number().int().optional(),
});

/** What `uploadFile` answers. */
export const apiResponseSchema = z.object({
  code: z.number().int().optional(),
  type: z.string().optional(),
  message: z.string().optional(),
});

export const inventorySchema = z.record(z.string(), z.number().int());

export type Pet = z.infer<typeof petSchema>;
export type Order = z.infer<typeof orderSchema>;
export type User = z.infer<typeof userSchema>;
export type ApiResponse = z.infer<typeof apiResponseSchema>;
export type PetStatus = (typeof PET_STATUSES)[number];
export type Inventory = z.infer<typeof inventorySchema>;
