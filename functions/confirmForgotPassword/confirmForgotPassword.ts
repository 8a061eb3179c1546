import { ConfirmForgotPasswordCommand } from '@aws-sdk/client-cognito-identity-provider';
import { ErrorType } from '../../domain/ErrorType.ts';
import type { ConfirmForgotPasswordInput, MutationConfirmForgotPasswordArgs } from '../../generated/types.ts';
import type { AccountDeps } from '../lib/accounts/AccountDeps.ts';
import { assertPassword } from '../lib/accounts/assertPassword.ts';
import { assertUsername } from '../lib/accounts/assertUsername.ts';
import { signInWithPassword } from '../lib/accounts/signInWithPassword.ts';
import { isNamed, withDomainErrors } from '../lib/accounts/toAccountError.ts';
import { DomainError } from '../lib/lambda/DomainError.ts';

const wrongCode = () => new DomainError(ErrorType.BadRequest, 'The code is wrong.', { reason: 'CODE_MISMATCH' });

/** A repeat finds its code used up and its password in force: that is what it asked for (P9). */
const isSetAlready = async (deps: AccountDeps, { username, newPassword }: ConfirmForgotPasswordInput) => {
  try {
    await signInWithPassword(deps, username, newPassword);
    return true;
  } catch {
    return false;
  }
};

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

/** Sets a new password with the mailed code. */
export const confirmForgotPassword =
  (deps: AccountDeps) =>
  ({ input }: MutationConfirmForgotPasswordArgs): Promise<boolean> =>
    withDomainErrors(async () => {
      assertUsername(input.username);
      if (!/^\d{6}$/.test(input.code)) throw wrongCode();
      assertPassword(input.newPassword);
      try {
        await setPassword(deps, input);
      } catch (error) {
        if (isNamed(error, 'UserNotFoundException')) throw wrongCode();
        const isUsedUp = isNamed(error, 'ExpiredCodeException') || isNamed(error, 'CodeMismatchException');
        if (!isUsedUp || !(await isSetAlready(deps, input))) throw error;
      }
      return true;
    });
