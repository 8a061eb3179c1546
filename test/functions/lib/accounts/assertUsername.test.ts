import { createHmac } from 'node:crypto';
import {
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  InitiateAuthCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from 'vitest';
import { authenticateUser } from '../../../../functions/authenticateUser/authenticateUser.ts';
import { confirmForgotPassword } from '../../../../functions/confirmForgotPassword/confirmForgotPassword.ts';
import { confirmUser } from '../../../../functions/confirmUser/confirmUser.ts';
import { forgotPassword } from '../../../../functions/forgotPassword/forgotPassword.ts';
import { registerUser } from '../../../../functions/registerUser/registerUser.ts';
import { resendConfirmationCode } from '../../../../functions/resendConfirmationCode/resendConfirmationCode.ts';
import { AccountWorld, anaId, exception } from '../../AccountWorld.ts';
import { FakeTiming } from '../../FakeTiming.ts';
import { noon } from '../../SendWorld.ts';

const username = 'AnA.Lu';
const password = 'Correct-Horse-7';

/** Every function that sends a typed username to Cognito. */
const calls: Record<string, (world: AccountWorld) => Promise<unknown>> = {
  registerUser: ({ deps }) =>
    registerUser({ ...deps, userPoolId: 'pool' })({ input: { username, password, email: 'ana@example.com' } }),
  confirmUser: ({ deps }) => confirmUser(deps)({ input: { username, code: '123456' } }),
  resendConfirmationCode: ({ deps }) => resendConfirmationCode(deps)({ username }),
  forgotPassword: ({ deps }) => forgotPassword(deps)({ username }),
  confirmForgotPassword: ({ deps }) =>
    confirmForgotPassword(deps)({ input: { username, code: '123456', newPassword: password } }),
  authenticateUser: ({ deps }) =>
    authenticateUser({ ...deps, timing: new FakeTiming(noon) } as unknown as Parameters<typeof authenticateUser>[0])({
      input: { username, password },
    }),
};

interface Sent {
  readonly Username?: string;
  readonly SecretHash?: string;
  readonly AuthParameters?: { readonly USERNAME: string; readonly SECRET_HASH: string };
}

describe('a username in mixed case', () => {
  it.each(Object.entries(calls))('reaches Cognito and the secret hash in lower case by %s', async (_, call) => {
    const world = new AccountWorld();
    world.cognito.on(ConfirmSignUpCommand).resolves({});
    world.cognito.on(ResendConfirmationCodeCommand).resolves({});
    world.cognito.on(ForgotPasswordCommand).resolves({});
    world.cognito.on(ConfirmForgotPasswordCommand).resolves({});
    world.cognito.on(SignUpCommand).resolves({ UserSub: anaId, UserConfirmed: false });
    world.cognito
      .on(InitiateAuthCommand)
      .rejects(exception('NotAuthorizedException', 'Incorrect username or password.'));

    await call(world).catch(() => undefined);

    const { Username, SecretHash, AuthParameters } = world.calls()[0]?.input as Sent;
    const hash = createHmac('sha256', 'secret-1').update('ana.luclient-1').digest('base64');
    expect(Username ?? AuthParameters?.USERNAME).toBe('ana.lu');
    expect(SecretHash ?? AuthParameters?.SECRET_HASH).toBe(hash);
  });
});
