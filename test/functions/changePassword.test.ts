import {
  ChangePasswordCommand,
  InitiateAuthCommand,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from 'vitest';
import { changePassword } from '../../functions/changePassword/changePassword.ts';
import { accessToken, AccountWorld, anaId, exception, tokens } from './AccountWorld.ts';

const caller = { userId: anaId, username: 'ana', authTime: 1 };
const change = (world: AccountWorld) =>
  changePassword(world.deps)(caller, { input: { oldPassword: 'Correct-Horse-7', newPassword: 'Battery-Staple-8' } });

const wrong = exception('NotAuthorizedException', 'Incorrect username or password.');

/** A person whose password is the one given. */
const aWorld = (password: string) => {
  const world = new AccountWorld();
  world.cognito.on(InitiateAuthCommand).callsFake(({ AuthParameters }: { AuthParameters: { PASSWORD: string } }) => {
    if (AuthParameters.PASSWORD !== password) throw wrong;
    return { AuthenticationResult: tokens };
  });
  world.cognito.on(RevokeTokenCommand).resolves({});
  world.cognito.on(ChangePasswordCommand).resolves({});
  return world;
};

const revoked = { ClientId: 'client-1', ClientSecret: 'secret-1', Token: 'refresh-token' };

describe('a change of password', () => {
  it('is made in a session of its own, which ends with it', async () => {
    const world = aWorld('Correct-Horse-7');

    await expect(change(world)).resolves.toBe(true);

    expect(world.commands()).toEqual(['InitiateAuthCommand', 'ChangePasswordCommand', 'RevokeTokenCommand']);
    expect(world.calls()[1]?.input).toEqual({
      AccessToken: accessToken,
      PreviousPassword: 'Correct-Horse-7',
      ProposedPassword: 'Battery-Staple-8',
    });
    expect(world.calls()[2]?.input).toEqual(revoked);
  });

  it('that is repeated finds the new one in force, and ends that session too', async () => {
    const world = aWorld('Battery-Staple-8');

    await expect(change(world)).resolves.toBe(true);

    expect(world.commands()).toEqual(['InitiateAuthCommand', 'InitiateAuthCommand', 'RevokeTokenCommand']);
    expect(world.calls()[2]?.input).toEqual(revoked);
  });

  it('with a wrong old password is refused', async () => {
    const world = aWorld('Something-Else-9');

    await expect(change(world)).rejects.toMatchObject({ type: 'Unauthorized' });

    expect(world.cognito.commandCalls(ChangePasswordCommand)).toEqual([]);
    expect(world.secretReads()).toBe(1);
  });

  it.each([
    ['InvalidPasswordException', 'BadRequest'],
    ['LimitExceededException', 'LimitExceeded'],
    ['InternalErrorException', 'Unavailable'],
  ])('that meets %s is %s, and its session ends all the same', async (name, type) => {
    const world = aWorld('Correct-Horse-7');
    world.cognito.on(ChangePasswordCommand).rejects(exception(name));

    await expect(change(world)).rejects.toMatchObject({ type });

    expect(world.cognito.commandCalls(RevokeTokenCommand)).toHaveLength(1);
  });

  it('whose session could not be ended is repeated with the same answer', async () => {
    const world = aWorld('Correct-Horse-7');
    world.cognito.on(RevokeTokenCommand).rejectsOnce(exception('TooManyRequestsException')).resolves({});

    await expect(change(world)).rejects.toMatchObject({ type: 'LimitExceeded' });
    await expect(change(world)).resolves.toBe(true);
  });
});
