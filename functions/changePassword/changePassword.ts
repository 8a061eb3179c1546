import {
  ChangePasswordCommand,
  RevokeTokenCommand,
  type AuthenticationResultType,
} from '@aws-sdk/client-cognito-identity-provider';
import type { UserItem } from '../../domain/items.ts';
import type { ChangePasswordInput, MutationChangePasswordArgs } from '../../generated/types.ts';
import type { AccountDeps } from '../lib/accounts/AccountDeps.ts';
import { assertPassword } from '../lib/accounts/assertPassword.ts';
import { signedOutError } from '../lib/accounts/assertSignedIn.ts';
import { endSessions, loadProfile, nextSecond, type SessionDeps } from '../lib/accounts/endSessions.ts';
import { signInWithPassword } from '../lib/accounts/signInWithPassword.ts';
import { isNamed, withDomainErrors } from '../lib/accounts/toAccountError.ts';
import type { Caller } from '../lib/lambda/Caller.ts';

export interface ChangePasswordDeps extends AccountDeps, SessionDeps {
  readonly userPoolId: string;
}

/**
 * Cognito changes a password for an access token, and the caller may have come with an id token. So the old password
 * gives a session of its own, which ends again here.
 */
const withOwnSession = async (
  deps: AccountDeps,
  { username, password }: { username: string; password: string },
  run: (session: AuthenticationResultType) => Promise<void>,
): Promise<void> => {
  const { AuthenticationResult: session } = await signInWithPassword(deps, username, password);
  if (!session) throw new Error('Cognito gave a sign-in without tokens.');
  try {
    await run(session);
  } finally {
    await deps.withServerClient(({ clientId, clientSecret }) =>
      deps.cognito.send(
        new RevokeTokenCommand({ ClientId: clientId, ClientSecret: clientSecret, Token: session.RefreshToken }),
      ),
    );
  }
};

const change = (deps: AccountDeps, username: string, { oldPassword, newPassword }: ChangePasswordInput) =>
  withOwnSession(deps, { username, password: oldPassword }, async ({ AccessToken }) => {
    await deps.cognito.send(
      new ChangePasswordCommand({ AccessToken, PreviousPassword: oldPassword, ProposedPassword: newPassword }),
    );
  });

/**
 * By a token that was signed out, nothing is changed and no session ends. It may be the repeat of a call whose answer was
 * lost: then the new password is in force (P9).
 */
const answerSignedOut = async (
  deps: AccountDeps,
  { username, status }: Pick<UserItem, 'username' | 'status'>,
  { newPassword }: ChangePasswordInput,
): Promise<void> => {
  try {
    await withOwnSession(deps, { username, password: newPassword }, async () => undefined);
  } catch (error) {
    if (!isNamed(error, 'NotAuthorizedException')) throw error;
    throw signedOutError(status);
  }
};

/** A call that died half-way left the new password in force: its repeat ends the sessions. */
const changeOrFind = async (deps: AccountDeps, username: string, input: ChangePasswordInput): Promise<void> => {
  try {
    await change(deps, username, input);
  } catch (error) {
    if (!isNamed(error, 'NotAuthorizedException')) throw error;
    await withOwnSession(deps, { username, password: input.newPassword }, async () => undefined);
  }
};

/**
 * Changes the caller's password and ends every session of the account, this one too (P15).
 *
 * @returns the last second, since the epoch, whose sign-ins are over, as `signOut` does
 */
export const changePassword =
  (deps: ChangePasswordDeps) =>
  ({ userId, username, authTime }: Caller, { input }: MutationChangePasswordArgs): Promise<number> =>
    withDomainErrors(async () => {
      assertPassword(input.newPassword);
      const me = await loadProfile(deps, userId);
      if (me && (me.status !== 'ACTIVE' || authTime <= (me.signedOutAt ?? 0))) {
        await answerSignedOut(deps, { username, status: me.status }, input);
        return me.signedOutAt ?? authTime;
      }
      await changeOrFind(deps, username, input);
      const at = await endSessions(deps, { userPoolId: deps.userPoolId, userId, username });
      await nextSecond(deps.timing, at);
      return at;
    });
