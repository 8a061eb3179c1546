import {
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { ConditionalCheckFailedException, DynamoDBClient, InternalServerError } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { PostConfirmationTriggerEvent } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { postConfirmation, type PostConfirmationDeps } from '../../functions/postConfirmation/postConfirmation.ts';
import { cancelled } from './FakeTables.ts';
import { FakeTiming } from './FakeTiming.ts';
import { ana, noon } from './SendWorld.ts';

const documents = () => DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' }));

const anEvent = (
  attributes: Record<string, string> = {},
  triggerSource: PostConfirmationTriggerEvent['triggerSource'] = 'PostConfirmation_ConfirmSignUp',
): PostConfirmationTriggerEvent => ({
  version: '1',
  region: 'us-east-1',
  userPoolId: 'us-east-1_pool',
  userName: 'Ana',
  triggerSource,
  callerContext: { awsSdkVersion: '1', clientId: 'client-1' },
  request: { userAttributes: { sub: ana.userId, email: 'ana@example.com', ...attributes } },
  response: {},
});

const aTrigger = (client = documents(), deps: Partial<PostConfirmationDeps> = {}) =>
  postConfirmation({
    cognito: new CognitoIdentityProviderClient({ region: 'us-east-1' }),
    documents: client,
    timing: new FakeTiming(noon + 300),
    usersTable: 'Users',
    reservationsTable: 'UsernameReservations',
    hashUsername: async (username) => `hash of ${username.toLowerCase()}`,
    endSubscriptions: () => Promise.reject(new Error('No subscription ends.')),
    ...deps,
  });

describe('the trigger after a confirmation', () => {
  it('creates the profile, where there is none', async () => {
    const client = documents();
    const table = mockClient(client);
    table.on(TransactWriteCommand).resolves({});
    const event = anEvent({ name: 'Ana A.' });

    await expect(aTrigger(client)(event)).resolves.toBe(event);

    expect(table.commandCalls(TransactWriteCommand)[0]?.args[0].input.TransactItems?.[0]?.Put).toEqual({
      TableName: 'Users',
      Item: {
        userId: ana.userId,
        username: 'ana',
        displayName: 'Ana A.',
        status: 'ACTIVE',
        createdAt: '2026-01-02T03:04:05.300Z',
      },
      ConditionExpression: 'attribute_not_exists(userId)',
    });
  });

  it('keeps no e-mail address', async () => {
    const client = documents();
    const table = mockClient(client);
    table.on(TransactWriteCommand).resolves({});

    await aTrigger(client)(anEvent());

    expect(JSON.stringify(table.commandCalls(TransactWriteCommand)[0]?.args[0].input)).not.toContain('example.com');
  });

  it.each([
    ['no name', {}],
    ['a blank name', { name: '  ' }],
    ['a name of 101 characters', { name: 'a'.repeat(101) }],
  ])('shows the username of a person with %s', async (_, attributes) => {
    const client = documents();
    const table = mockClient(client);
    table.on(TransactWriteCommand).resolves({});

    await aTrigger(client)(anEvent(attributes));

    expect(table.commandCalls(TransactWriteCommand)[0]?.args[0].input.TransactItems?.[0]?.Put?.Item).toMatchObject({
      displayName: 'Ana',
    });
  });

  it('leaves a profile alone when it is called again', async () => {
    const client = documents();
    mockClient(client)
      .on(TransactWriteCommand)
      .rejects(cancelled(['ConditionalCheckFailed', 'None']));
    const event = anEvent();

    await expect(aTrigger(client)(event)).resolves.toBe(event);
  });

  it('fails where the table does, so that Cognito calls again', async () => {
    const client = documents();
    mockClient(client)
      .on(TransactWriteCommand)
      .rejects(new InternalServerError({ message: 'Internal', $metadata: {} }));

    await expect(aTrigger(client)(anEvent())).rejects.toThrow('busy');
  });

  it('does nothing for a source that it does not know', async () => {
    const client = documents();
    const table = mockClient(client);
    const event = anEvent({}, 'PostConfirmation_Other' as PostConfirmationTriggerEvent['triggerSource']);

    await expect(aTrigger(client)(event)).resolves.toBe(event);

    expect(table.calls()).toEqual([]);
  });
});

describe('the trigger after a forgotten password', () => {
  const reset = anEvent({}, 'PostConfirmation_ConfirmForgotPassword');

  const aWorld = () => {
    const cognito = new CognitoIdentityProviderClient({ region: 'us-east-1' });
    const client = documents();
    const timing = new FakeTiming(noon + 300);
    const ended: unknown[] = [];
    const endSubscriptions = async (...ending: unknown[]): Promise<void> => {
      ended.push(ending);
    };
    const pool = mockClient(cognito);
    pool.on(AdminUserGlobalSignOutCommand).resolves({});
    const table = mockClient(client);
    table.on(UpdateCommand).resolves({});
    return { pool, table, timing, ended, run: aTrigger(client, { cognito, timing, endSubscriptions }) };
  };

  it('ends the refresh tokens, the tokens that act, and the subscriptions; then it waits for the next second', async () => {
    const { pool, table, timing, ended, run } = aWorld();

    await expect(run(reset)).resolves.toBe(reset);

    expect(pool.commandCalls(AdminUserGlobalSignOutCommand)[0]?.args[0].input).toEqual({
      UserPoolId: 'us-east-1_pool',
      Username: 'Ana',
    });
    expect(table.commandCalls(UpdateCommand)[0]?.args[0].input).toMatchObject({
      Key: { userId: ana.userId },
      ExpressionAttributeValues: { ':at': noon / 1000 },
    });
    expect(ended).toEqual([[ana.userId, noon / 1000]]);
    expect(timing.time).toBe(noon + 1_000);
  });

  it('ends the sessions of an account without a profile, too', async () => {
    const { table, ended, run } = aWorld();
    table
      .on(UpdateCommand)
      .rejects(new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} }));

    await expect(run(reset)).resolves.toBe(reset);

    expect(ended).toHaveLength(1);
  });

  it('fails where Cognito does, so that nobody takes the sessions for ended', async () => {
    const { pool, table, run } = aWorld();
    pool.on(AdminUserGlobalSignOutCommand).rejects(new Error('Throttled.'));

    await expect(run(reset)).rejects.toThrow('Throttled.');

    expect(table.calls()).toEqual([]);
  });
});
