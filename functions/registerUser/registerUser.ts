import { AdminGetUserCommand, SignUpCommand } from '@aws-sdk/client-cognito-identity-provider';
import { ErrorType } from '../../domain/ErrorType.ts';
import { publicNameRule } from '../../domain/publicName.ts';
import type { MutationRegisterUserArgs, RegisterUserInput, RegisterUserResult } from '../../generated/types.ts';
import type { AccountDeps } from '../lib/accounts/AccountDeps.ts';
import { assertPassword } from '../lib/accounts/assertPassword.ts';
import { assertUsername } from '../lib/accounts/assertUsername.ts';
import { isPublicName } from '../lib/accounts/isPublicName.ts';
import { signInWithPassword } from '../lib/accounts/signInWithPassword.ts';
import { isNamed, withDomainErrors } from '../lib/accounts/toAccountError.ts';
import { DomainError } from '../lib/lambda/DomainError.ts';

export interface RegisterUserDeps extends AccountDeps {
  readonly userPoolId: string;
}

const assertDisplayName = (displayName: string): void => {
  if (!isPublicName(displayName)) throw new DomainError(ErrorType.BadRequest, publicNameRule('A display name'));
};

const signUp = ({ cognito, withServerClient }: RegisterUserDeps, username: string, input: RegisterUserInput) =>
  withServerClient(({ clientId, secretHash }) =>
    cognito.send(
      new SignUpCommand({
        ClientId: clientId,
        SecretHash: secretHash(username),
        Username: username,
        Password: input.password,
        UserAttributes: [
          { Name: 'email', Value: input.email },
          { Name: 'name', Value: input.displayName ?? input.username },
        ],
      }),
    ),
  );

/** Only the person who signed up knows the password: with it, Cognito says that the confirmation is what is missing. */
const isUnconfirmedWithPassword = async (
  deps: RegisterUserDeps,
  username: string,
  password: string,
): Promise<boolean> => {
  try {
    await signInWithPassword(deps, username, password);
    return false;
  } catch (error) {
    return isNamed(error, 'UserNotConfirmedException');
  }
};

const loadUserId = async ({ cognito, userPoolId }: RegisterUserDeps, username: string): Promise<string> => {
  const user = await cognito.send(new AdminGetUserCommand({ UserPoolId: userPoolId, Username: username }));
  const sub = user.UserAttributes?.find(({ Name }) => Name === 'sub')?.Value;
  if (sub === undefined) throw new Error('Cognito gave a person without a sub.');
  return sub;
};

/** Signs a person up; the code goes to the mail. Repeated before the confirmation it answers as the first time (P9). */
export const registerUser =
  (deps: RegisterUserDeps) =>
  ({ input }: MutationRegisterUserArgs): Promise<RegisterUserResult> =>
    withDomainErrors(async () => {
      const username = assertUsername(input.username);
      if (input.displayName != null) assertDisplayName(input.displayName);
      assertPassword(input.password);
      try {
        const { UserSub, UserConfirmed } = await signUp(deps, username, input);
        if (UserSub === undefined) throw new Error('Cognito gave a sign-up without a sub.');
        return { userId: UserSub, username, confirmed: UserConfirmed ?? false };
      } catch (error) {
        if (!isNamed(error, 'UsernameExistsException')) throw error;
        if (!(await isUnconfirmedWithPassword(deps, username, input.password))) throw error;
        return { userId: await loadUserId(deps, username), username, confirmed: false };
      }
    });
