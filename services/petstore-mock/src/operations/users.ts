import { HEADER } from '@chaos-lab/contracts';
import type { Change, StoredUser } from '../state/entities.ts';
import type { Operation } from './inputs.ts';
import { answer, changed, done, invalid, notFound } from './outcome.ts';

const CALLS_AN_HOUR = 5000;
const LOGIN_LASTS_MS = 3_600_000;

export const createUser: Operation<'createUser'> = (store, { body }) => {
  if (!body.username) return invalid('/username', 'is required to create a user');
  const id = body.id ?? store.freeIds('user', 1)[0] ?? 0;
  const user = { ...body, id, username: body.username };
  return changed(user, put(user));
};

export const createUsersWithListInput: Operation<'createUsersWithListInput'> = (store, input) => {
  const ids = store.freeIds('user', input.body.length);
  const users = new Map<string, StoredUser>();
  for (const [index, user] of input.body.entries()) {
    if (!user.username) return invalid(`/${index}/username`, 'is required to create a user');
    if (users.has(user.username)) return invalid(`/${index}/username`, 'is in the list twice');
    const id = user.id ?? ids[index] ?? 0;
    users.set(user.username, { ...user, id, username: user.username });
  }
  const created = [...users.values()];
  return changed(created.at(-1), ...created.map(put));
};

export const loginUser: Operation<'loginUser'> = (store, { username, password }, nowMs) => {
  if (username === undefined) return invalid('username', 'is required');
  if (password === undefined) return invalid('password', 'is required');
  const user = store.user(username);
  // One message for both, so that a login does not tell which names exist.
  if (user === undefined || user.password !== password) {
    return invalid('username', 'the name or the password is wrong');
  }
  return {
    ok: true,
    body: `logged in user session: ${Math.floor(nowMs)}`,
    headers: {
      [HEADER.rateLimit]: String(CALLS_AN_HOUR),
      [HEADER.expiresAfter]: new Date(nowMs + LOGIN_LASTS_MS).toISOString(),
    },
    changes: [],
  };
};

/** Nothing is kept of a login, so there is nothing to end. */
export const logoutUser: Operation<'logoutUser'> = () => done();

export const getUserByName: Operation<'getUserByName'> = (store, { username }) => {
  const user = store.user(username);
  return user === undefined ? notFound(`user ${username}`) : answer(user);
};

export const updateUser: Operation<'updateUser'> = (store, { username, body }) => {
  const before = store.user(username);
  if (before === undefined) return notFound(`user ${username}`);
  if (body.username === '') return invalid('/username', 'must not be empty');
  const user = { ...body, id: body.id ?? before.id, username: body.username ?? username };
  if (user.username === username) return done(put(user));
  return done({ entity: 'user', id: username, after: null }, put(user));
};

export const deleteUser: Operation<'deleteUser'> = (store, { username }) => {
  if (store.user(username) === undefined) return notFound(`user ${username}`);
  return done({ entity: 'user', id: username, after: null });
};

const put = (user: StoredUser): Change => ({ entity: 'user', id: user.username, after: user });
