import { InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { authenticateUser } from '../../functions/authenticateUser/authenticateUser.ts';
import { accessToken, AccountWorld, anaId, exception, idToken, tokens } from './AccountWorld.ts';
import { FakeTiming } from './FakeTiming.ts';
import { noon } from './SendWorld.ts';

const aTable = () => {
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' }));
  const table = mockClient(documents);
  table.on(PutCommand).resolves({});
  return { documents, table };
};

const signIn = (world: AccountWorld, username = 'ana', { documents } = aTable()) =>
  authenticateUser({ ...world.deps, documents, timing: new FakeTiming(noon), usersTable: 'Users' })({
    input: { username, password: 'Correct-Horse-7' },
  });

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

  it('creates the profile that the trigger could not, with the name of the account', async () => {
    const { documents, table } = aTable();

    await signIn(signedIn(), 'ana', { documents, table });

    expect(table.commandCalls(PutCommand)[0]?.args[0].input).toEqual({
      TableName: 'Users',
      Item: {
        userId: anaId,
        username: 'ana',
        displayName: 'Ana A.',
        status: 'ACTIVE',
        createdAt: new Date(noon).toISOString(),
      },
      ConditionExpression: 'attribute_not_exists(userId)',
    });
  });

  it('leaves a profile that is there as it is, and meets transactions on it', async () => {
    const { documents, table } = aTable();
    table
      .on(PutCommand)
      .rejectsOnce(new TransactionConflictException({ message: 'Ongoing.', $metadata: {} }))
      .rejects(new ConditionalCheckFailedException({ message: 'There.', $metadata: {} }));

    await expect(signIn(signedIn(), 'ana', { documents, table })).resolves.toMatchObject({ userId: anaId });

    expect(table.calls()).toHaveLength(2);
  });

  it('makes no profile of a password that is wrong', async () => {
    const { documents, table } = aTable();
    const world = new AccountWorld();
    world.cognito.on(InitiateAuthCommand).rejects(exception('NotAuthorizedException'));

    await expect(signIn(world, 'ana', { documents, table })).rejects.toMatchObject({ type: 'Unauthorized' });

    expect(table.calls()).toEqual([]);
  });
});
