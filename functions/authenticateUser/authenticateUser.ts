import { ErrorType } from '../../domain/ErrorType.ts';
import type { AuthSession, MutationAuthenticateUserArgs } from '../../generated/types.ts';
import type { AccountDeps } from '../lib/accounts/AccountDeps.ts';
import { assertUsername } from '../lib/accounts/assertUsername.ts';
import { signInWithPassword } from '../lib/accounts/signInWithPassword.ts';
import { inOurWords } from '../lib/accounts/toAccountError.ts';
import { toAuthSession } from '../lib/accounts/toAuthSession.ts';
import { DomainError } from '../lib/DomainError.ts';

/** Signs in with a password. */
export const authenticateUser =
  (deps: AccountDeps) =>
  ({ input: { username, password } }: MutationAuthenticateUserArgs): Promise<AuthSession> =>
    inOurWords(async () => {
      assertUsername(username);
      const { AuthenticationResult, ChallengeName } = await signInWithPassword(deps, username, password);
      if (ChallengeName) {
        throw new DomainError(ErrorType.Forbidden, 'This account needs another step to sign in.', {
          reason: ChallengeName,
        });
      }
      return toAuthSession(AuthenticationResult);
    });
