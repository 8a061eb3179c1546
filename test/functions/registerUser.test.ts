import { AdminGetUserCommand, InitiateAuthCommand, SignUpCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from 'vitest';
import { registerUser } from '../../functions/registerUser/registerUser.ts';
import type { RegisterUserInput } from '../../generated/types.ts';
import { AccountWorld, anaId, exception, staleSecret, tokens } from './AccountWorld.ts';

const register = (world: AccountWorld, more: Partial<RegisterUserInput> = {}) =>
  registerUser({ ...world.deps, userPoolId: 'us-east-1_pool' })({
    input: { username: 'ana', password: 'Correct-Horse-7', email: 'ana@example.com', ...more },
  });

const taken = exception('UsernameExistsException');

describe('a registration', () => {
  it('signs up with the mail address and the name that others see', async () => {
    const world = new AccountWorld();
    world.cognito.on(SignUpCommand).resolves({ UserSub: anaId, UserConfirmed: false });

    const result = await register(world, { displayName: 'Ana A.' });

    expect(result).toEqual({ userId: anaId, username: 'ana', confirmed: false });
    expect(world.calls()).toMatchObject([
      {
        command: 'SignUpCommand',
        input: {
          ClientId: 'client-1',
          Username: 'ana',
          Password: 'Correct-Horse-7',
          UserAttributes: [
            { Name: 'email', Value: 'ana@example.com' },
            { Name: 'name', Value: 'Ana A.' },
          ],
        },
      },
    ]);
  });

  it('without a name shows the username', async () => {
    const world = new AccountWorld();
    world.cognito.on(SignUpCommand).resolves({ UserSub: anaId, UserConfirmed: true });

    await expect(register(world)).resolves.toMatchObject({ confirmed: true });

    expect(world.calls()[0]?.input).toHaveProperty('UserAttributes[1].Value', 'ana');
  });

  it('with a stale secret is made again with the new one', async () => {
    const world = new AccountWorld();
    world.cognito.on(SignUpCommand).rejectsOnce(staleSecret).resolves({ UserSub: anaId });

    await expect(register(world)).resolves.toMatchObject({ userId: anaId });

    expect(world.secretReads()).toBe(2);
  });

  it.each(['', 'ab', 'a'.repeat(65), 'ana b', 'änä', 'ana\n', 'ana@example.com'])(
    'of the username %j is refused before any call',
    async (username) => {
      const world = new AccountWorld();

      await expect(register(world, { username })).rejects.toMatchObject({ type: 'BadRequest' });

      expect(world.calls()).toEqual([]);
    },
  );

  it.each(['', ' ', 'a'.repeat(101)])('of the name %j is refused before any call', async (displayName) => {
    const world = new AccountWorld();

    await expect(register(world, { displayName })).rejects.toMatchObject({ type: 'BadRequest' });

    expect(world.calls()).toEqual([]);
  });

  it('with a weak password is told the rule', async () => {
    const world = new AccountWorld();
    world.cognito.on(SignUpCommand).rejects(exception('InvalidPasswordException'));

    await expect(register(world)).rejects.toMatchObject({ type: 'BadRequest', info: { reason: 'INVALID_PASSWORD' } });
  });
});

describe('a repeated registration', () => {
  it('with the same password answers as the first time', async () => {
    const world = new AccountWorld();
    world.cognito.on(SignUpCommand).rejects(taken);
    world.cognito.on(InitiateAuthCommand).rejects(exception('UserNotConfirmedException'));
    world.cognito.on(AdminGetUserCommand).resolves({ UserAttributes: [{ Name: 'sub', Value: anaId }] });

    await expect(register(world)).resolves.toEqual({ userId: anaId, username: 'ana', confirmed: false });

    expect(world.calls()[2]?.input).toEqual({ UserPoolId: 'us-east-1_pool', Username: 'ana' });
  });

  it.each([
    ['another password', exception('NotAuthorizedException', 'Incorrect username or password.')],
    ['too many tries', exception('TooManyRequestsException')],
  ])('with %s is a conflict, and nothing is told of the account', async (_, refusal) => {
    const world = new AccountWorld();
    world.cognito.on(SignUpCommand).rejects(taken);
    world.cognito.on(InitiateAuthCommand).rejects(refusal);

    await expect(register(world)).rejects.toMatchObject({ type: 'Conflict', info: undefined });

    expect(world.commands()).toEqual(['SignUpCommand', 'InitiateAuthCommand']);
  });

  it('of an account that is confirmed is a conflict, although the password is right', async () => {
    const world = new AccountWorld();
    world.cognito.on(SignUpCommand).rejects(taken);
    world.cognito.on(InitiateAuthCommand).resolves({ AuthenticationResult: tokens });

    await expect(register(world)).rejects.toMatchObject({ type: 'Conflict' });
  });
});
