// An agent as anybody might write it: a client generated from the petstore's document, and every
// step tried three times. It knows nothing of the lab but the three variables it is started with.
import createClient from 'openapi-fetch';
import type { components, paths } from './petstore.d.ts';

type Pet = components['schemas']['Pet'];

const TRIES = 3;
const PAUSE_MS = 200;

const { BASE_URL = 'http://127.0.0.1:4020/api/v3', DEADLINE_S = '30' } = process.env;
const signal = AbortSignal.timeout(Number(DEADLINE_S) * 1_000);
const petstore = createClient<paths>({ baseUrl: BASE_URL });

await step('look at the inventory', () => petstore.GET('/store/inventory', { signal }));
const pets = await step('find a pet', () =>
  petstore.GET('/pet/findByStatus', { params: { query: { status: 'available' } }, signal }),
);
const pet = pets.find((one): one is Pet & { id: number } => one.id !== undefined);
if (pet === undefined) giveUp('there is no pet to order');
const order = await step('place the order', () =>
  petstore.POST('/store/order', { body: { petId: pet.id, quantity: 1 }, signal }),
);
await step('mark the pet as sold', () =>
  petstore.PUT('/pet', { body: { ...pet, status: 'sold' }, signal }),
);
console.log(`order ${order.id} for ${pet.name}`);

type Answer<T> = { readonly data?: T; readonly response: { readonly status: number } };

/** Tries one call until it succeeds; what has failed three times ends the process with 1. */
async function step<T>(name: string, call: () => Promise<Answer<T>>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    const problem = await call().then(
      ({ data, response }) => (data === undefined ? `status ${response.status}` : { data }),
      (error: unknown) => String(error),
    );
    if (typeof problem !== 'string') return problem.data;
    console.error(`${name}: ${problem}`);
    if (tries === TRIES || signal.aborted) giveUp(`${name}: given up after ${tries} tries`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

function giveUp(why: string): never {
  console.error(why);
  process.exit(1);
}
