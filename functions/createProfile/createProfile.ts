import type { UserItem } from '../../domain/items.ts';
import { loadProfile } from '../lib/accounts/endSessions.ts';
import { putProfile, type ProfileDeps } from '../lib/accounts/putProfile.ts';
import type { Caller } from '../lib/lambda/Caller.ts';

/**
 * Creates the caller's profile, which the PostConfirmation trigger could not: a step of `me` and `updateProfile`
 * (resolvers/pipeline/profiles/healMyProfile.ts).
 *
 * @throws DomainError `Conflict` when the name is, or was, somebody else's
 */
export const createProfile =
  (deps: ProfileDeps) =>
  async ({ userId, username }: Caller): Promise<UserItem> => {
    await putProfile(deps, { userId, username, name: undefined });
    const profile = await loadProfile(deps, userId);
    if (!profile) throw new Error('A profile that was just created is not there.');
    return profile;
  };
