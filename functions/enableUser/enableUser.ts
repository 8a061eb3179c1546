import { AdminEnableUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { MutationEnableUserArgs } from '../../generated/types.ts';
import { setStatus, type AdministrationDeps } from '../lib/accounts/setStatus.ts';

/** Lets a person in again. */
export const enableUser =
  (deps: AdministrationDeps) =>
  async ({ userId }: MutationEnableUserArgs): Promise<boolean> => {
    const { username } = await setStatus(deps, userId, 'ACTIVE');
    await deps.cognito.send(new AdminEnableUserCommand({ UserPoolId: deps.userPoolId, Username: username }));
    return true;
  };
