import {
  AdminUserGlobalSignOutCommand,
  ChangePasswordCommand,
  InitiateAuthCommand,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { changePassword } from '../../functions/changePassword/changePassword.ts';
import { accessToken, AccountWorld, anaId, exception, tokens } from './AccountWorld.ts';
import { FakeTiming } from './FakeTiming.ts';
import { aUser, noon } from './SendWorld.ts';

const signInTime = noon / 1000 - 60;
const caller = { userId: anaId, username: 'ana', authTime: signInTime };

/** Ana's account with a profile. */
class PasswordWorld extends AccountWorld {
  readonly timing = new FakeTiming(noon + 300);
  readonly documents = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' }));
  readonly table = mockClient(this.documents);
  row: Record<string, unknown> | undefined = aUser(anaId, 'ana');

  constructor() {
    super();
    this.cognito.on(AdminUserGlobalSignOutCommand).resolves({});
    this.table.on(GetCommand).callsFake(() => (this.row ? { Item: this.row } : {}));
    this.table.on(UpdateCommand).resolves({});
  }
}

const change = (world: PasswordWorld) =>
  changePassword({
    ...world.deps,
    documents: world.documents,
    timing: world.timing,
    usersTable: 'Users',
    userPoolId: 'us-east-1_pool',
  })(caller, {
    input: { oldPassword: 'Correct-Horse-7', newPassword: 'Battery-Staple-8' },
  });

const wrong = exception('NotAuthorizedException', 'Incorrect username or password.');

/** A person whose password is the one given. */
const aWorld = (password: string) => {
  const world = new PasswordWorld();
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

    await expect(change(world)).resolves.toBe(noon / 1000);

    expect(world.commands()).toEqual([
      ...['InitiateAuthCommand', 'ChangePasswordCommand', 'RevokeTokenCommand'],
      'AdminUserGlobalSignOutCommand',
    ]);
    expect(world.calls()[1]?.input).toEqual({
      AccessToken: accessToken,
      PreviousPassword: 'Correct-Horse-7',
      ProposedPassword: 'Battery-Staple-8',
    });
    expect(world.calls()[2]?.input).toEqual(revoked);
  });

  it('that died half-way is repeated: the new one is in force, and the sessions end', async () => {
    const world = aWorld('Battery-Staple-8');

    await expect(change(world)).resolves.toBe(noon / 1000);

    expect(world.commands()).toEqual([
      ...['InitiateAuthCommand', 'InitiateAuthCommand', 'RevokeTokenCommand'],
      'AdminUserGlobalSignOutCommand',
    ]);
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
    await expect(change(world)).resolves.toBe(noon / 1000);
  });

  it('writes the end of the sessions, and answers in the next second', async () => {
    const world = aWorld('Correct-Horse-7');

    await change(world);

    expect(world.table.commandCalls(UpdateCommand)[0]?.args[0].input).toMatchObject({
      Key: { userId: anaId },
      UpdateExpression: 'SET signedOutAt = :at',
      ExpressionAttributeValues: { ':at': noon / 1000 },
    });
    expect(world.timing.time).toBe(noon + 1_000);
  });

  it('by a token that was signed out changes nothing and ends no session', async () => {
    const world = aWorld('Correct-Horse-7');
    world.row = aUser(anaId, 'ana', { signedOutAt: signInTime });

    const message = 'Please sign in again.';
    await expect(change(world)).rejects.toMatchObject({
      type: 'Unauthorized',
      message,
      info: { reason: 'SIGNED_OUT' },
    });

    expect(world.commands()).toEqual(['InitiateAuthCommand']);
    expect(world.table.commandCalls(UpdateCommand)).toEqual([]);
  });

  it('that is repeated after it has ended the sessions finds the new one in force', async () => {
    const world = aWorld('Battery-Staple-8');
    world.row = aUser(anaId, 'ana', { signedOutAt: signInTime + 5 });

    await expect(change(world)).resolves.toBe(signInTime + 5);

    expect(world.commands()).toEqual(['InitiateAuthCommand', 'RevokeTokenCommand']);
  });
});
