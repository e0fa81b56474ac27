import type { Order, Pet, PetStatus, User } from '@chaos-lab/contracts';
import type { StoreReader } from '../state/store.ts';
import type { Outcome } from './outcome.ts';

/** The validated input of every operation, by `operationId`. */
export type Inputs = {
  addPet: { readonly body: Pet };
  updatePet: { readonly body: Pet };
  findPetsByStatus: { readonly status: readonly PetStatus[] };
  findPetsByTags: { readonly tags: readonly string[] };
  getPetById: { readonly petId: number };
  updatePetWithForm: {
    readonly petId: number;
    readonly name?: string;
    readonly status?: PetStatus;
  };
  deletePet: { readonly petId: number };
  uploadFile: {
    readonly petId: number;
    readonly additionalMetadata?: string;
    readonly body?: Uint8Array;
  };
  getInventory: object;
  findOrders: { readonly petId: number };
  placeOrder: { readonly body: Order };
  getOrderById: { readonly orderId: number };
  deleteOrder: { readonly orderId: number };
  createUser: { readonly body: User };
  createUsersWithListInput: { readonly body: readonly User[] };
  loginUser: { readonly username?: string; readonly password?: string };
  logoutUser: object;
  getUserByName: { readonly username: string };
  updateUser: { readonly username: string; readonly body: User };
  deleteUser: { readonly username: string };
};
export type OperationId = keyof Inputs;

/** A pure function: the same store, input and time give the same outcome, and nothing else happens. */
export type Operation<Id extends OperationId> = (
  store: StoreReader,
  input: Inputs[Id],
  nowMs: number,
) => Outcome;
