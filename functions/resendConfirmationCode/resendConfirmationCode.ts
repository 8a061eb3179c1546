import { ResendConfirmationCodeCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { MutationResendConfirmationCodeArgs } from '../../generated/types.ts';
import type { AccountDeps } from '../lib/accounts/AccountDeps.ts';
import { assertUsername } from '../lib/accounts/assertUsername.ts';
import { isNamed, withDomainErrors } from '../lib/accounts/toAccountError.ts';

/** A name that nobody has and one that is confirmed already answer like one that waits for its code. */
const isNothingToSend = (error: unknown): boolean =>
  isNamed(error, 'UserNotFoundException') ||
  (isNamed(error, 'InvalidParameterException') && error.message.includes('already confirmed'));

/** Mails another code, if there is somebody to mail it to. */
export const resendConfirmationCode =
  ({ cognito, withServerClient }: AccountDeps) =>
  ({ username: typed }: MutationResendConfirmationCodeArgs): Promise<boolean> =>
    withDomainErrors(async () => {
      const username = assertUsername(typed);
      try {
        await withServerClient(({ clientId, secretHash }) =>
          cognito.send(
            new ResendConfirmationCodeCommand({
              ClientId: clientId,
              SecretHash: secretHash(username),
              Username: username,
            }),
          ),
        );
      } catch (error) {
        if (!isNothingToSend(error)) throw error;
      }
      return true;
    });
