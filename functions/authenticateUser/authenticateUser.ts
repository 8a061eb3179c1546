import { ErrorType } from '../../domain/ErrorType.ts';
import type { AuthSession, MutationAuthenticateUserArgs } from '../../generated/types.ts';
import type { AccountDeps } from '../lib/accounts/AccountDeps.ts';
import { assertUsername } from '../lib/accounts/assertUsername.ts';
import { claimsOf } from '../lib/accounts/claimsOf.ts';
import { loadProfile } from '../lib/accounts/endSessions.ts';
import { putProfile, type ProfileDeps } from '../lib/accounts/putProfile.ts';
import { signInWithPassword } from '../lib/accounts/signInWithPassword.ts';
import { withDomainErrors } from '../lib/accounts/toAccountError.ts';
import { toAuthSession } from '../lib/accounts/toAuthSession.ts';
import { DomainError } from '../lib/lambda/DomainError.ts';

export interface AuthenticateUserDeps extends AccountDeps, ProfileDeps {}

/** Creates the profile that the PostConfirmation trigger could not, as `me` does for who signs in at the user pool. */
const healProfile = async (deps: AuthenticateUserDeps, session: AuthSession): Promise<void> => {
  if (await loadProfile(deps, session.userId)) return;
  const { username } = claimsOf(session.accessToken);
  if (username === undefined) throw new Error('Cognito gave an access token without a username.');
  const account = { userId: session.userId, username, name: claimsOf(session.idToken).name };
  await putProfile(deps, account);
};

/** Signs in with a password. */
export const authenticateUser =
  (deps: AuthenticateUserDeps) =>
  ({ input }: MutationAuthenticateUserArgs): Promise<AuthSession> =>
    withDomainErrors(async () => {
      const username = assertUsername(input.username);
      const { AuthenticationResult, ChallengeName } = await signInWithPassword(deps, username, input.password);
      if (ChallengeName) {
        throw new DomainError(ErrorType.Forbidden, 'This account needs another step to sign in.', {
          reason: ChallengeName,
        });
      }
      const session = toAuthSession(AuthenticationResult);
      await healProfile(deps, session);
      return session;
    });
