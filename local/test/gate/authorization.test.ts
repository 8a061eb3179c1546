import { afterEach, describe, expect, it } from 'vitest';
import { tableArn } from './stackOf.ts';
import { createTestGate, get, keyOf, put, user, usersArn, type TestGate } from './TestGate.ts';

let gate: TestGate;
afterEach(() => gate.stop());

const allow = (Action: unknown, Resource: unknown = usersArn, Condition?: unknown) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition === undefined ? {} : { Condition }),
});

const denied = (action: string, resource: string) => ({
  status: 400,
  body: {
    __type: 'com.amazon.coral.service#AccessDeniedException',
    message: `User: arn:aws:sts::000000000000:assumed-role/Sender/APPSYNC_ASSUME_ROLE is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
  },
});

describe('the gate’s authorization', () => {
  it('runs what the role’s policies allow', async () => {
    gate = await createTestGate(allow(['dynamodb:PutItem', 'dynamodb:GetItem']));

    expect((await gate.call('PutItem', put('ana'))).status).toBe(200);
    expect((await gate.call('GetItem', get('ana'))).body).toEqual({ Item: user('ana') });
  });

  it('answers as AWS does and leaves the table alone when nobody allows the action', async () => {
    gate = await createTestGate(allow('dynamodb:GetItem'));

    expect(await gate.call('PutItem', put('ana'))).toEqual(denied('dynamodb:PutItem', usersArn));
    expect((await gate.call('GetItem', get('ana'))).body).toEqual({});
  });

  it('words an explicit deny differently and names the session', async () => {
    gate = await createTestGate(allow('*', '*'), { ...allow('dynamodb:PutItem'), Effect: 'Deny' });

    const answer = await gate.call('PutItem', put('ana'), { sessionName: 'sendMessage' });

    expect(answer.body['message']).toBe(
      `User: arn:aws:sts::000000000000:assumed-role/Sender/sendMessage is not authorized to perform: dynamodb:PutItem on resource: ${usersArn} with an explicit deny in an identity-based policy`,
    );
  });

  it('takes a transaction action by action', async () => {
    gate = await createTestGate(allow(['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:GetItem']));
    const TransactItems = [
      { Put: put('ana') },
      { ConditionCheck: { TableName: 'Users', Key: keyOf('bo'), ConditionExpression: 'attribute_not_exists(userId)' } },
    ];

    expect(await gate.call('TransactWriteItems', { TransactItems })).toEqual(
      denied('dynamodb:ConditionCheckItem', usersArn),
    );
    expect((await gate.call('GetItem', get('ana'))).body).toEqual({});
    const Delete = { TableName: 'Users', Key: keyOf('bo') };
    expect(await gate.call('TransactWriteItems', { TransactItems: [{ Delete }] })).toEqual(
      denied('dynamodb:DeleteItem', usersArn),
    );
  });

  it('takes a transactional read as GetItem', async () => {
    gate = await createTestGate(allow('dynamodb:GetItem'));
    const TransactItems = [{ Get: get('ana') }];

    expect((await gate.call('TransactGetItems', { TransactItems })).status).toBe(200);
  });

  it('takes a batch table by table', async () => {
    gate = await createTestGate(allow(['dynamodb:BatchGetItem', 'dynamodb:GetItem']));
    const Messages = { Keys: [{ conversationId: { S: 'c' }, seq: { N: '1' } }] };

    expect((await gate.call('BatchGetItem', { RequestItems: { Users: { Keys: [keyOf('ana')] } } })).status).toBe(200);
    expect(await gate.call('BatchGetItem', { RequestItems: { Users: { Keys: [keyOf('ana')] }, Messages } })).toEqual(
      denied('dynamodb:BatchGetItem', tableArn('Messages')),
    );
  });

  it('asks for the index, not for the table, when an index is queried', async () => {
    gate = await createTestGate(allow('dynamodb:Query', usersArn));
    const query = {
      TableName: 'Users',
      IndexName: 'byUsername',
      KeyConditionExpression: 'username = :u',
      ExpressionAttributeValues: { ':u': { S: 'ana' } },
    };

    expect(await gate.call('Query', query)).toEqual(denied('dynamodb:Query', `${usersArn}/index/byUsername`));
  });

  it('supplies the leading keys of items and queries', async () => {
    const own = { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['ana'] } };
    gate = await createTestGate(allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:BatchGetItem'], usersArn, own));
    const query = (userId: string) => ({
      TableName: 'Users',
      KeyConditionExpression: '#id = :id',
      ExpressionAttributeNames: { '#id': 'userId' },
      ExpressionAttributeValues: { ':id': { S: userId } },
    });
    const batch = (...ids: string[]) => ({ RequestItems: { Users: { Keys: ids.map(keyOf) } } });

    expect((await gate.call('GetItem', get('ana'))).status).toBe(200);
    expect((await gate.call('Query', query('ana'))).status).toBe(200);
    expect((await gate.call('BatchGetItem', batch('ana'))).status).toBe(200);
    expect((await gate.call('GetItem', get('bo'))).status).toBe(400);
    expect((await gate.call('Query', query('bo'))).status).toBe(400);
    expect((await gate.call('BatchGetItem', batch('ana', 'bo'))).status).toBe(400);
  });

  it('tells single puts from those of a transaction by the enclosing operation', async () => {
    const transactional = { StringEquals: { 'dynamodb:EnclosingOperation': 'TransactWriteItems' } };
    gate = await createTestGate(allow('dynamodb:PutItem', usersArn, transactional));

    expect((await gate.call('TransactWriteItems', { TransactItems: [{ Put: put('ana') }] })).status).toBe(200);
    expect((await gate.call('PutItem', put('ana'))).status).toBe(400);
  });

  it('knows a table by its ARN too', async () => {
    gate = await createTestGate(allow('dynamodb:GetItem', tableArn('Messages')));

    expect(await gate.call('GetItem', { ...get('ana'), TableName: usersArn })).toEqual(
      denied('dynamodb:GetItem', usersArn),
    );
  });

  it('asks for a secret by its ARN, however it is named', async () => {
    const arn = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:client-AbCdEf';
    gate = await createTestGate(allow('secretsmanager:GetSecretValue', arn));
    const read = (SecretId: string) => gate.call('GetSecretValue', { SecretId }, { service: 'secretsmanager' });

    expect((await read(arn)).status).toBe(200);
    expect((await read('client')).status).toBe(200);
    expect((await read('other')).status).toBe(400);
    expect(gate.others).toHaveLength(2);
  });

  it('asks for a user pool where Cognito does, and for nothing where Cognito asks nobody', async () => {
    const pool = 'arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_abc';
    gate = await createTestGate(allow('cognito-idp:AdminUserGlobalSignOut', pool));
    const call = (operation: string) =>
      gate.call(operation, { UserPoolId: 'us-east-1_abc' }, { service: 'cognito-idp' });

    expect((await call('AdminUserGlobalSignOut')).status).toBe(200);
    expect(await call('AdminDisableUser')).toEqual(denied('cognito-idp:AdminDisableUser', pool));
    expect((await call('InitiateAuth')).status).toBe(200);
  });

  it('refuses DynamoDB operations that it does not know how to authorize, by name', async () => {
    gate = await createTestGate();

    await expect(gate.call('ExecuteStatement', {})).rejects.toThrow('the DynamoDB operation ExecuteStatement');
  });
});
