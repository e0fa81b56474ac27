import type { Pet } from '@chaos-lab/contracts';
import { sha256Of } from '@chaos-lab/service-kit/sha256';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { StoredPet } from '../state/entities.ts';
import type { Operation } from './inputs.ts';
import { answer, changed, done, invalid, notFound } from './outcome.ts';

export const addPet: Operation<'addPet'> = (store, { body }) => {
  const pet = withId(body, body.id ?? store.freeIds('pet', 1)[0] ?? 0);
  return changed(pet, { entity: 'pet', id: pet.id, after: pet });
};

export const updatePet: Operation<'updatePet'> = (store, { body }) => {
  if (body.id === undefined) return invalid('/id', 'is required to update a pet');
  if (store.pet(body.id) === undefined) return notFound(`pet ${body.id}`);
  const pet = withId(body, body.id);
  return changed(pet, { entity: 'pet', id: pet.id, after: pet });
};

export const findPetsByStatus: Operation<'findPetsByStatus'> = (store, { status }) => {
  const found: StoredPet[] = [];
  for (const pet of store.pets()) {
    if (pet.status !== undefined && status.includes(pet.status)) found.push(pet);
  }
  return answer(found);
};

export const findPetsByTags: Operation<'findPetsByTags'> = (store, { tags }) => {
  const found: StoredPet[] = [];
  for (const pet of store.pets()) {
    const names = pet.tags ?? [];
    if (names.some(({ name }) => name !== undefined && tags.includes(name))) found.push(pet);
  }
  return answer(found);
};

export const getPetById: Operation<'getPetById'> = (store, { petId }) => {
  const pet = store.pet(petId);
  return pet === undefined ? notFound(`pet ${petId}`) : answer(pet);
};

export const updatePetWithForm: Operation<'updatePetWithForm'> = (store, input) => {
  const { petId, name, status } = input;
  if (name === undefined && status === undefined) {
    return invalid('name', 'is required where status is not given');
  }
  const before = store.pet(petId);
  if (before === undefined) return notFound(`pet ${petId}`);
  const pet = {
    ...before,
    ...(name !== undefined && { name }),
    ...(status !== undefined && { status }),
  };
  return changed(pet, { entity: 'pet', id: petId, after: pet });
};

export const deletePet: Operation<'deletePet'> = (store, { petId }) => {
  if (store.pet(petId) === undefined) return notFound(`pet ${petId}`);
  return done({ entity: 'pet', id: petId, after: null });
};

export const uploadFile: Operation<'uploadFile'> = (store, input) => {
  const { petId, body, additionalMetadata } = input;
  if (body === undefined || body.length === 0) return invalid('/', 'a file is required');
  if (store.pet(petId) === undefined) return notFound(`pet ${petId}`);
  const id = store.freeIds('image', 1)[0] ?? 0;
  const sha256 = bytesToHex(sha256Of(body));
  const note = additionalMetadata ?? null;
  const image = { id, petId, bytes: body.length, sha256, additionalMetadata: note };
  const message = `stored image ${id} of pet ${petId}: ${body.length} bytes${note === null ? '' : `, ${note}`}`;
  return changed({ code: 200, type: 'image', message }, { entity: 'image', id, after: image });
};

const withId = (pet: Pet, id: number): StoredPet => ({ id, ...pet }) as StoredPet;
