import { AdminDeleteUserCommand, type CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { isNamed, withDomainErrors } from '../lib/accounts/toAccountError.ts';
import type { Caller } from '../lib/lambda/Caller.ts';
import { leaveGroups, type LeaveDeps } from './leaveGroups.ts';
import { markDeleted } from './markDeleted.ts';

export interface DeleteAccountDeps extends LeaveDeps {
  readonly cognito: CognitoIdentityProviderClient;
  readonly userPoolId: string;
}

/**
 * By the id, because the username may be somebody else's by the time of a repeat. Where usernames are no aliases, the
 * `sub` stands for one: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUser.html
 */
const deleteSignIn = async ({ cognito, userPoolId }: DeleteAccountDeps, userId: string): Promise<void> => {
  try {
    await cognito.send(new AdminDeleteUserCommand({ UserPoolId: userPoolId, Username: userId }));
  } catch (error) {
    if (!isNamed(error, 'UserNotFoundException')) throw error;
  }
};

/**
 * Deletes the caller's account. The profile first: from then on nothing can be done with it, and nobody adds it to a
 * group. The sign-in last: a call that died half-way is finished by its repeat, with the same token or a new one.
 */
export const deleteAccount =
  (deps: DeleteAccountDeps) =>
  async (me: Caller): Promise<boolean> => {
    await markDeleted(deps, me);
    await leaveGroups(deps, me.userId);
    await withDomainErrors(() => deleteSignIn(deps, me.userId));
    return true;
  };
