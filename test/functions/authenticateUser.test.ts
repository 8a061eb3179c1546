import { InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { authenticateUser } from '../../functions/authenticateUser/authenticateUser.ts';
import { accessToken, AccountWorld, anaId, exception, idToken, tokens } from './AccountWorld.ts';
import { ProfileWorld } from './ProfileWorld.ts';
import { aUser, noon } from './SendWorld.ts';

const signIn = (world: AccountWorld, username = 'ana', { deps } = new ProfileWorld()) =>
  authenticateUser({ ...world.deps, ...deps })({ input: { username, password: 'Correct-Horse-7' } });

const signedIn = (): AccountWorld => {
  const world = new AccountWorld();
  world.cognito.on(InitiateAuthCommand).resolves({ AuthenticationResult: tokens });
  return world;
};

describe('a sign-in', () => {
  it('gives the tokens and whose they are', async () => {
    const world = new AccountWorld();
    world.cognito.on(InitiateAuthCommand).resolves({ AuthenticationResult: tokens });

    await expect(signIn(world)).resolves.toEqual({
      accessToken,
      idToken,
      refreshToken: 'refresh-token',
      expiresIn: 1800,
      tokenType: 'Bearer',
      userId: anaId,
    });
  });

  it('with a wrong password and with an unknown name are refused alike, and the secret is not read again', async () => {
    const refusals = await Promise.all(
      ['NotAuthorizedException', 'UserNotFoundException'].map(async (name) => {
        const world = new AccountWorld();
        world.cognito.on(InitiateAuthCommand).rejects(exception(name));
        const error: unknown = await signIn(world).catch((thrown: unknown) => thrown);
        expect(world.secretReads()).toBe(1);
        return [JSON.stringify(error), String(error)];
      }),
    );

    expect(refusals[0]).toEqual([
      '{"name":"DomainError","type":"Unauthorized"}',
      'DomainError: The username or the password is wrong.',
    ]);
    expect(refusals[1]).toEqual(refusals[0]);
  });

  it('before the confirmation says what is missing', async () => {
    const world = new AccountWorld();
    world.cognito.on(InitiateAuthCommand).rejects(exception('UserNotConfirmedException'));

    await expect(signIn(world)).rejects.toMatchObject({ type: 'Forbidden', info: { reason: 'USER_NOT_CONFIRMED' } });
  });

  it('that Cognito answers with a challenge names it', async () => {
    const world = new AccountWorld();
    world.cognito.on(InitiateAuthCommand).resolves({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });

    await expect(signIn(world)).rejects.toMatchObject({
      type: 'Forbidden',
      info: { reason: 'NEW_PASSWORD_REQUIRED' },
    });
  });

  it.each([
    ['no tokens', undefined],
    ['no id token', { ...tokens, IdToken: undefined }],
    ['a token of nobody', { ...tokens, AccessToken: 'e30.e30.x' }],
  ])('that Cognito answers with %s is our fault', async (_, result) => {
    const world = new AccountWorld();
    world.cognito.on(InitiateAuthCommand).resolves(result ? { AuthenticationResult: result } : {});

    await expect(signIn(world)).rejects.toThrow('Cognito gave');
  });

  it('of a malformed username is refused before any call', async () => {
    const world = new AccountWorld();

    await expect(signIn(world, 'a b')).rejects.toMatchObject({ type: 'BadRequest' });

    expect(world.calls()).toEqual([]);
  });

  it('creates the profile that the trigger could not, with the name of the account, and reserves the username', async () => {
    const profiles = new ProfileWorld();

    await signIn(signedIn(), 'ana', profiles);

    expect(profiles.puts()).toEqual([
      [
        {
          TableName: 'Users',
          Item: {
            userId: anaId,
            username: 'ana',
            displayName: 'Ana A.',
            status: 'ACTIVE',
            createdAt: new Date(noon).toISOString(),
          },
          ConditionExpression: 'attribute_not_exists(userId)',
        },
        {
          TableName: 'UsernameReservations',
          Item: { usernameHash: 'hash of ana', userId: anaId },
          ConditionExpression: 'attribute_not_exists(usernameHash) OR userId = :me',
          ExpressionAttributeValues: { ':me': anaId },
        },
      ],
    ]);
  });

  it('leaves a profile that is there as it is, and writes nothing', async () => {
    const profiles = new ProfileWorld();
    profiles.table.on(GetCommand).resolves({ Item: aUser(anaId, 'ana') });

    await expect(signIn(signedIn(), 'ana', profiles)).resolves.toMatchObject({ userId: anaId });

    expect(profiles.puts()).toEqual([]);
  });

  it('makes no profile of a password that is wrong', async () => {
    const profiles = new ProfileWorld();
    const world = new AccountWorld();
    world.cognito.on(InitiateAuthCommand).rejects(exception('NotAuthorizedException'));

    await expect(signIn(world, 'ana', profiles)).rejects.toMatchObject({ type: 'Unauthorized' });

    expect(profiles.table.calls()).toEqual([]);
  });
});
