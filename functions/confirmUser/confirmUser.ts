import { ConfirmSignUpCommand } from '@aws-sdk/client-cognito-identity-provider';
import { ErrorType } from '../../domain/ErrorType.ts';
import type { MutationConfirmUserArgs } from '../../generated/types.ts';
import type { AccountDeps } from '../lib/accounts/AccountDeps.ts';
import { assertUsername } from '../lib/accounts/assertUsername.ts';
import { isNamed, withDomainErrors } from '../lib/accounts/toAccountError.ts';
import { DomainError } from '../lib/lambda/DomainError.ts';

/** A repeat finds the person confirmed: that is what it asked for (P9). */
const isConfirmedAlready = (error: unknown): boolean =>
  isNamed(error, 'NotAuthorizedException') && error.message.includes('Current status is CONFIRMED');

/** The PostConfirmation trigger failed, after the confirmation: the repeat finds it done, and the sign-in makes the profile. */
const isProfileMissing = (error: unknown): boolean => isNamed(error, 'UserLambdaValidationException');

/** Confirms the e-mail address with the mailed code. */
export const confirmUser =
  ({ cognito, withServerClient }: AccountDeps) =>
  ({ input }: MutationConfirmUserArgs): Promise<boolean> =>
    withDomainErrors(async () => {
      const username = assertUsername(input.username);
      const { code } = input;
      if (!/^\d{6}$/.test(code)) {
        throw new DomainError(ErrorType.BadRequest, 'The code is wrong.', { reason: 'CODE_MISMATCH' });
      }
      try {
        await withServerClient(({ clientId, secretHash }) =>
          cognito.send(
            new ConfirmSignUpCommand({
              ClientId: clientId,
              SecretHash: secretHash(username),
              Username: username,
              ConfirmationCode: code,
            }),
          ),
        );
      } catch (error) {
        if (isNamed(error, 'UserNotFoundException')) {
          throw new DomainError(ErrorType.BadRequest, 'The code is wrong.', { reason: 'CODE_MISMATCH' });
        }
        if (isProfileMissing(error)) {
          throw new DomainError(ErrorType.Unavailable, 'The service cannot answer now. Please try again.');
        }
        if (!isConfirmedAlready(error)) throw error;
      }
      return true;
    });
