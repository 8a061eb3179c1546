import { ForgotPasswordCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { MutationForgotPasswordArgs } from '../../generated/types.ts';
import type { AccountDeps } from '../lib/accounts/AccountDeps.ts';
import { assertUsername } from '../lib/accounts/assertUsername.ts';
import { isNamed, withDomainErrors } from '../lib/accounts/toAccountError.ts';

/** Nobody of that name, a disabled account, or one whose address was never confirmed: the answer is the same. */
const isNothingToSend = (error: unknown): boolean =>
  isNamed(error, 'UserNotFoundException') ||
  isNamed(error, 'InvalidParameterException') ||
  isNamed(error, 'NotAuthorizedException');

/** Mails a code for a new password, if there is somebody to mail it to. */
export const forgotPassword =
  ({ cognito, withServerClient }: AccountDeps) =>
  ({ username: typed }: MutationForgotPasswordArgs): Promise<boolean> =>
    withDomainErrors(async () => {
      const username = assertUsername(typed);
      try {
        await withServerClient(({ clientId, secretHash }) =>
          cognito.send(
            new ForgotPasswordCommand({ ClientId: clientId, SecretHash: secretHash(username), Username: username }),
          ),
        );
      } catch (error) {
        if (!isNothingToSend(error)) throw error;
      }
      return true;
    });
