import type { Clock } from '../../base/Clock.ts';
import type { PersistentMap } from '../../storage/PersistentMap.ts';
import type { PoolDefinition } from '../template/PoolDefinition.ts';
import { hasVerifiedEmail, type User } from './User.ts';

/** The users of a pool. */
export interface UserDirectory {
  /** By username, or by an alias where the pool has one. */
  find(name: string): User | undefined;
  bySub(sub: string): User | undefined;
  /** Who signs in with this verified address; only in a pool where it is an alias. */
  byEmailAlias(email: string): User | undefined;
  /** The form in which the pool keeps a username or an address. */
  normalize(name: string): string;
  add(user: User): void;
  /** @returns the changed user, or `undefined` when it has been deleted meanwhile */
  update(sub: string, change: Partial<User>): User | undefined;
  remove(sub: string): void;
  all(): readonly User[];
}

export function createUserDirectory(
  definition: PoolDefinition,
  users: PersistentMap<User>,
  clock: Clock,
): UserDirectory {
  const names = createNameIndex();
  for (const [, user] of users.entries()) names.add(user);

  function normalize(name: string): string {
    return definition.caseSensitive ? name : name.toLowerCase();
  }

  function get(sub: string | undefined): User | undefined {
    return sub === undefined ? undefined : users.get(sub);
  }

  function byEmailAlias(email: string): User | undefined {
    return definition.emailIsAlias ? get(names.subOfEmail(normalize(email))) : undefined;
  }

  function put(user: User): User {
    users.set(user.sub, user);
    names.add(user);
    return user;
  }

  return {
    normalize,
    byEmailAlias,
    bySub: get,
    find: (name) => get(names.subOfUsername(normalize(name))) ?? byEmailAlias(name),
    add: put,
    update(sub, change) {
      const user = users.get(sub);
      if (user === undefined) return undefined;
      names.remove(user);
      return put({ ...user, ...change, modifiedAt: clock.now() });
    },
    remove(sub) {
      const user = users.get(sub);
      if (user !== undefined) names.remove(user);
      users.delete(sub);
    },
    all: () => [...users.entries()].map(([, user]) => user),
  };
}

interface NameIndex {
  add(user: User): void;
  remove(user: User): void;
  subOfUsername(username: string): string | undefined;
  /** Of verified addresses. */
  subOfEmail(email: string): string | undefined;
}

function createNameIndex(): NameIndex {
  const usernames = new Map<string, string>();
  const emails = new Map<string, string>();
  return {
    add(user) {
      usernames.set(user.username, user.sub);
      const email = user.attributes['email'];
      if (email !== undefined && hasVerifiedEmail(user)) emails.set(email, user.sub);
    },
    remove(user) {
      usernames.delete(user.username);
      const email = user.attributes['email'] ?? '';
      if (emails.get(email) === user.sub) emails.delete(email);
    },
    subOfUsername: (username) => usernames.get(username),
    subOfEmail: (email) => emails.get(email),
  };
}
