/** One call of an operation, as JSON or as it says. Paths are below the base path. */
export type Sample = {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

const JSON_TYPE = { 'Content-Type': 'application/json' };
const XML_TYPE = { 'Content-Type': 'application/xml' };
const PET = {
  id: 1,
  name: 'Ann',
  photoUrls: ['a'],
  tags: [{ id: 1, name: 'calm' }],
  status: 'sold',
};
const PET_XML =
  '<pet><id>1</id><name>Ann</name><photoUrls><photoUrl>a</photoUrl></photoUrls></pet>';
const USER = { username: 'user1', userStatus: 2 };

const withJson = (method: string, path: string, body: unknown): Sample => ({
  method,
  path,
  headers: JSON_TYPE,
  body: JSON.stringify(body),
});
const plain = (method: string, path: string): Sample => ({ method, path });

/** A call of every operation that a fresh store answers with 200. */
export const GOOD: Readonly<Record<string, Sample>> = {
  addPet: withJson('POST', '/pet', PET),
  updatePet: withJson('PUT', '/pet', PET),
  findPetsByStatus: plain('GET', '/pet/findByStatus?status=available'),
  findPetsByTags: plain('GET', '/pet/findByTags?tags=calm,shy'),
  getPetById: plain('GET', '/pet/1'),
  updatePetWithForm: plain('POST', '/pet/1?name=Bea&status=pending'),
  deletePet: plain('DELETE', '/pet/1'),
  uploadFile: {
    method: 'POST',
    path: '/pet/1/uploadImage',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: 'bytes',
  },
  getInventory: plain('GET', '/store/inventory'),
  findOrders: plain('GET', '/store/order?petId=5'),
  placeOrder: withJson('POST', '/store/order', { petId: 1, quantity: 1, status: 'placed' }),
  getOrderById: plain('GET', '/store/order/1'),
  deleteOrder: plain('DELETE', '/store/order/1'),
  createUser: withJson('POST', '/user', USER),
  createUsersWithListInput: withJson('POST', '/user/createWithList', [USER]),
  loginUser: plain('GET', '/user/login?username=user1&password=secret-1'),
  logoutUser: plain('GET', '/user/logout'),
  getUserByName: plain('GET', '/user/user1'),
  updateUser: withJson('PUT', '/user/user1', USER),
  deleteUser: plain('DELETE', '/user/user1'),
};

/** The same bodies in the other media types of the document. */
export const OTHER_BODIES: readonly (readonly [string, Sample])[] = [
  ['addPet', { method: 'POST', path: '/pet', headers: XML_TYPE, body: PET_XML }],
  ['updatePet', { method: 'PUT', path: '/pet', headers: XML_TYPE, body: PET_XML }],
  [
    'placeOrder',
    {
      method: 'POST',
      path: '/store/order',
      headers: XML_TYPE,
      body: '<order><petId>1</petId><complete>true</complete></order>',
    },
  ],
  [
    'createUser',
    {
      method: 'POST',
      path: '/user',
      headers: XML_TYPE,
      body: '<user><username>ada</username></user>',
    },
  ],
];

/** Calls that a store must refuse with 404. */
export const UNKNOWN: readonly (readonly [string, Sample])[] = [
  ['updatePet', withJson('PUT', '/pet', { ...PET, id: 999 })],
  ['getPetById', plain('GET', '/pet/999')],
  ['updatePetWithForm', plain('POST', '/pet/999?name=x')],
  ['deletePet', plain('DELETE', '/pet/999')],
  ['uploadFile', { ...(GOOD['uploadFile'] ?? plain('POST', '')), path: '/pet/999/uploadImage' }],
  ['getOrderById', plain('GET', '/store/order/999')],
  ['deleteOrder', plain('DELETE', '/store/order/999')],
  ['getUserByName', plain('GET', '/user/nobody')],
  ['updateUser', withJson('PUT', '/user/nobody', USER)],
  ['deleteUser', plain('DELETE', '/user/nobody')],
];

/** Bodies that the document refuses, for every operation that takes one. */
export const WRONG_BODIES: readonly (readonly [string, Sample])[] = [
  ['addPet', withJson('POST', '/pet', { ...PET, name: 7 })],
  ['addPet', { method: 'POST', path: '/pet', headers: XML_TYPE, body: '<pet><id>x</id></pet>' }],
  ['updatePet', withJson('PUT', '/pet', { ...PET, photoUrls: undefined })],
  ['placeOrder', withJson('POST', '/store/order', { petId: '1' })],
  ['createUser', withJson('POST', '/user', { ...USER, userStatus: 'x' })],
  ['createUsersWithListInput', withJson('POST', '/user/createWithList', [])],
  ['updateUser', withJson('PUT', '/user/user1', { username: 1 })],
];
