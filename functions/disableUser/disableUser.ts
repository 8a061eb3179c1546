import { AdminDisableUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { MutationDisableUserArgs } from '../../generated/types.ts';
import { setStatus, type AdministrationDeps } from '../lib/accounts/setStatus.ts';

/** Shuts a person out. The profile first: from then on no send of an open session gets through. */
export const disableUser =
  (deps: AdministrationDeps) =>
  async ({ userId }: MutationDisableUserArgs): Promise<boolean> => {
    const { username } = await setStatus(deps, userId, 'DISABLED');
    await deps.cognito.send(new AdminDisableUserCommand({ UserPoolId: deps.userPoolId, Username: username }));
    return true;
  };
