import { ConfirmSignUpCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from 'vitest';
import { confirmUser } from '../../functions/confirmUser/confirmUser.ts';
import { AccountWorld, exception } from './AccountWorld.ts';

const confirm = (world: AccountWorld, input: Partial<{ username: string; code: string }> = {}) =>
  confirmUser(world.deps)({ input: { username: 'ana', code: '123456', ...input } });

const wrongCode = { type: 'BadRequest', message: 'The code is wrong.', info: { reason: 'CODE_MISMATCH' } };

describe('a confirmation', () => {
  it('hands the code to Cognito', async () => {
    const world = new AccountWorld();
    world.cognito.on(ConfirmSignUpCommand).resolves({});

    await expect(confirm(world)).resolves.toBe(true);

    expect(world.calls()).toMatchObject([
      { command: 'ConfirmSignUpCommand', input: { ClientId: 'client-1', Username: 'ana', ConfirmationCode: '123456' } },
    ]);
  });

  it('that is repeated answers as the first time', async () => {
    const world = new AccountWorld();
    world.cognito
      .on(ConfirmSignUpCommand)
      .rejects(exception('NotAuthorizedException', 'User cannot be confirmed. Current status is CONFIRMED'));

    await expect(confirm(world)).resolves.toBe(true);
  });

  it.each(['CodeMismatchException', 'UserNotFoundException'])('with %s says that the code is wrong', async (name) => {
    const world = new AccountWorld();
    world.cognito.on(ConfirmSignUpCommand).rejects(exception(name));

    await expect(confirm(world)).rejects.toMatchObject(wrongCode);
  });

  it.each(['', '12345', '1234567', '12345a', '123456\n', '１２３４５６'])(
    'with the code %j is refused before any call',
    async (code) => {
      const world = new AccountWorld();

      await expect(confirm(world, { code })).rejects.toMatchObject(wrongCode);

      expect(world.calls()).toEqual([]);
    },
  );

  it('with an old code says so', async () => {
    const world = new AccountWorld();
    world.cognito.on(ConfirmSignUpCommand).rejects(exception('ExpiredCodeException'));

    await expect(confirm(world)).rejects.toMatchObject({ type: 'BadRequest', info: { reason: 'CODE_EXPIRED' } });
  });

  it('of a malformed username is refused before any call', async () => {
    const world = new AccountWorld();

    await expect(confirm(world, { username: 'a b' })).rejects.toMatchObject({ type: 'BadRequest', info: undefined });

    expect(world.calls()).toEqual([]);
  });
});
