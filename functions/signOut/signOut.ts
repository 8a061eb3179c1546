import { endSessions, loadProfile, nextSecond, type SessionDeps } from '../lib/accounts/endSessions.ts';
import { withDomainErrors } from '../lib/accounts/toAccountError.ts';
import type { Caller } from '../lib/lambda/Caller.ts';

export interface SignOutDeps extends SessionDeps {
  readonly userPoolId: string;
}

/**
 * Signs out everywhere.
 *
 * @returns the last second, since the epoch, whose sign-ins are over: `auth_time` of a live session is later
 */
export const signOut =
  (deps: SignOutDeps) =>
  async ({ userId, username, authTime }: Caller): Promise<number> => {
    const me = await loadProfile(deps, userId);
    // Its sessions have ended with the account.
    if (me?.status === 'DELETED') return authTime;
    // A token that is signed out already must not end the sessions begun since.
    if (me?.signedOutAt !== undefined && authTime <= me.signedOutAt) return me.signedOutAt;
    const { userPoolId } = deps;
    const at = await withDomainErrors(() => endSessions(deps, { userPoolId, userId, username }));
    await nextSecond(deps.timing, at);
    return at;
  };
