import type { Pool } from './Pool.ts';
import type { User } from './User.ts';

/** Deletes a user with all that hangs on him. */
export function removeUser(pool: Pool, user: User): void {
  pool.users.remove(user.sub);
  pool.sessions.removeAllOf(user.sub);
  pool.codes.discardAll(user.sub);
  pool.lockout.clear(user.username);
}
