import type { Order, Pet, User } from '@chaos-lab/contracts';

export type StoredPet = Pet & { readonly id: number };
export type StoredOrder = Order & { readonly id: number };
export type StoredUser = User & { readonly id: number; readonly username: string };

/** A picture is kept by what identifies it, without its bytes. */
export type StoredImage = {
  readonly id: number;
  readonly petId: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly additionalMetadata: string | null;
};

/** What each kind of entity is and what it is known by. */
export type Entities = {
  pet: { id: number; value: StoredPet };
  order: { id: number; value: StoredOrder };
  user: { id: string; value: StoredUser };
  image: { id: number; value: StoredImage };
};
export type EntityKind = keyof Entities;

/** One intended change of state; `after` is null where the entity goes away. */
export type Change = {
  [K in EntityKind]: {
    readonly entity: K;
    readonly id: Entities[K]['id'];
    readonly after: Readonly<Entities[K]['value']> | null;
  };
}[EntityKind];
