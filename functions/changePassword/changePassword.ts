import {
  ChangePasswordCommand,
  RevokeTokenCommand,
  type AuthenticationResultType,
} from '@aws-sdk/client-cognito-identity-provider';
import type { ChangePasswordInput, MutationChangePasswordArgs } from '../../generated/types.ts';
import type { AccountDeps } from '../lib/accounts/AccountDeps.ts';
import { signInWithPassword } from '../lib/accounts/signInWithPassword.ts';
import { isNamed, withDomainErrors } from '../lib/accounts/toAccountError.ts';
import type { Caller } from '../lib/lambda/Caller.ts';

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

/** Changes the caller's password. A repeat finds the new one in force: that is what it asked for (P9). */
export const changePassword =
  (deps: AccountDeps) =>
  ({ username }: Caller, { input }: MutationChangePasswordArgs): Promise<boolean> =>
    withDomainErrors(async () => {
      try {
        await change(deps, username, input);
      } catch (error) {
        if (!isNamed(error, 'NotAuthorizedException')) throw error;
        await withOwnSession(deps, { username, password: input.newPassword }, async () => undefined);
      }
      return true;
    });
