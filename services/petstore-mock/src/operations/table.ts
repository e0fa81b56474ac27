import type { Operation, OperationId } from './inputs.ts';
import { deleteOrder, findOrders, getInventory, getOrderById, placeOrder } from './orders.ts';
import {
  addPet,
  deletePet,
  findPetsByStatus,
  findPetsByTags,
  getPetById,
  updatePet,
  updatePetWithForm,
  uploadFile,
} from './pets.ts';
import {
  createUser,
  createUsersWithListInput,
  deleteUser,
  getUserByName,
  loginUser,
  logoutUser,
  updateUser,
} from './users.ts';

export type OperationTable = { readonly [Id in OperationId]: Operation<Id> };

/** What every operation does. How it is called and what it answers with is in the OpenAPI document. */
export const OPERATIONS: OperationTable = {
  addPet,
  updatePet,
  findPetsByStatus,
  findPetsByTags,
  getPetById,
  updatePetWithForm,
  deletePet,
  uploadFile,
  getInventory,
  findOrders,
  placeOrder,
  getOrderById,
  deleteOrder,
  createUser,
  createUsersWithListInput,
  loginUser,
  logoutUser,
  getUserByName,
  updateUser,
  deleteUser,
};
