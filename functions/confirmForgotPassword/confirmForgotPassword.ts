import { ConfirmForgotPasswordCommand } from '@aws-sdk/client-cognito-identity-provider';
import { ErrorType } from '../../domain/ErrorType.ts';
import type { ConfirmForgotPasswordInput, MutationConfirmForgotPasswordArgs } from '../../generated/types.ts';
import type { AccountDeps } from '../lib/accounts/AccountDeps.ts';
import { assertPassword } from '../lib/accounts/assertPassword.ts';
import { assertUsername } from '../lib/accounts/assertUsername.ts';
import { isNamed, withDomainErrors } from '../lib/accounts/toAccountError.ts';
import { DomainError } from '../lib/lambda/DomainError.ts';

const wrongCode = () => new DomainError(ErrorType.BadRequest, 'The code is wrong.', { reason: 'CODE_MISMATCH' });

/** The trigger postConfirmation failed to end the sessions, after Cognito had set the password. */
const areSessionsOpen = (error: unknown): boolean =>
  isNamed(error, 'UserLambdaValidationException') || isNamed(error, 'UnexpectedLambdaException');

const setPassword = ({ cognito, withServerClient }: AccountDeps, input: ConfirmForgotPasswordInput) =>
  withServerClient(({ clientId, secretHash }) =>
    cognito.send(
      new ConfirmForgotPasswordCommand({
        ClientId: clientId,
        SecretHash: secretHash(input.username),
        Username: input.username,
        ConfirmationCode: input.code,
        Password: input.newPassword,
      }),
    ),
  );

/**
 * Sets a new password with the mailed code; the trigger postConfirmation ends every session (P15). A repeat finds its
 * code used up and says so: to look whether the password is in force would let anybody try passwords.
 */
export const confirmForgotPassword =
  (deps: AccountDeps) =>
  ({ input: typed }: MutationConfirmForgotPasswordArgs): Promise<boolean> =>
    withDomainErrors(async () => {
      const input = { ...typed, username: assertUsername(typed.username) };
      if (!/^\d{6}$/.test(input.code)) throw wrongCode();
      assertPassword(input.newPassword);
      try {
        await setPassword(deps, input);
      } catch (error) {
        if (isNamed(error, 'UserNotFoundException')) throw wrongCode();
        if (!areSessionsOpen(error)) throw error;
        throw new DomainError(
          ErrorType.Unavailable,
          'The password is set, but open sessions have not ended. Please ask for another code and set it again.',
        );
      }
      return true;
    });
