import { ConfirmForgotPasswordCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from 'vitest';
import { confirmForgotPassword } from '../../functions/confirmForgotPassword/confirmForgotPassword.ts';
import { AccountWorld, exception } from './AccountWorld.ts';

const confirm = (world: AccountWorld, code = '123456') =>
  confirmForgotPassword(world.deps)({ input: { username: 'ana', code, newPassword: 'Battery-Staple-8' } });

const wrongCode = { type: 'BadRequest', message: 'The code is wrong.', info: { reason: 'CODE_MISMATCH' } };

describe('a new password', () => {
  it('is set with the code', async () => {
    const world = new AccountWorld();
    world.cognito.on(ConfirmForgotPasswordCommand).resolves({});

    await expect(confirm(world)).resolves.toBe(true);

    expect(world.calls()).toMatchObject([
      { input: { ClientId: 'client-1', Username: 'ana', ConfirmationCode: '123456', Password: 'Battery-Staple-8' } },
    ]);
  });

  it.each([
    ['ExpiredCodeException', { reason: 'CODE_EXPIRED' }],
    ['CodeMismatchException', { reason: 'CODE_MISMATCH' }],
  ])('is refused for %s, and no password is tried', async (name, info) => {
    const world = new AccountWorld();
    world.cognito.on(ConfirmForgotPasswordCommand).rejects(exception(name));

    await expect(confirm(world)).rejects.toMatchObject({ type: 'BadRequest', info });

    expect(world.commands()).toEqual(['ConfirmForgotPasswordCommand']);
  });

  it('of an unknown name is a wrong code', async () => {
    const world = new AccountWorld();
    world.cognito.on(ConfirmForgotPasswordCommand).rejects(exception('UserNotFoundException'));

    await expect(confirm(world)).rejects.toMatchObject(wrongCode);
  });

  it.each([
    ['InvalidPasswordException', 'BadRequest'],
    ['TooManyFailedAttemptsException', 'LimitExceeded'],
  ])('that meets %s is %s, and no password is tried', async (name, type) => {
    const world = new AccountWorld();
    world.cognito.on(ConfirmForgotPasswordCommand).rejects(exception(name));

    await expect(confirm(world)).rejects.toMatchObject({ type });

    expect(world.commands()).toEqual(['ConfirmForgotPasswordCommand']);
  });

  it('with a malformed code is refused before any call', async () => {
    const world = new AccountWorld();

    await expect(confirm(world, 'abc')).rejects.toMatchObject(wrongCode);

    expect(world.calls()).toEqual([]);
  });

  it.each(['UserLambdaValidationException', 'UnexpectedLambdaException'])(
    'whose sessions the trigger could not end is Unavailable (%s)',
    async (name) => {
      const world = new AccountWorld();
      world.cognito.on(ConfirmForgotPasswordCommand).rejects(exception(name));

      await expect(confirm(world)).rejects.toMatchObject({
        type: 'Unavailable',
        message: expect.stringContaining('ask for another code') as string,
      });
    },
  );
});
