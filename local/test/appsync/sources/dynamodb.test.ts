import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DataSource, DataSourceResult } from '../../../appsync/sources/DataSource.ts';
import { createTestGate, type TestGate } from '../../gate/TestGate.ts';
import { aDynamodbSource } from './aDynamodbSource.ts';

let gate: TestGate;
let users: DataSource;

beforeAll(async () => {
  gate = await createTestGate();
  users = aDynamodbSource(gate, 'Users');
});
afterAll(() => gate.stop());

const invoke = (source: DataSource, request: unknown): Promise<DataSourceResult> =>
  source.invoke(request, { requestId: randomUUID(), issuer: 'Query.test' });
const S = (text: string) => ({ S: text });
const key = (userId: string) => ({ userId: S(userId) });
const put = (userId: string, attributes: Record<string, unknown> = {}, more: Record<string, unknown> = {}) =>
  invoke(users, {
    operation: 'PutItem',
    key: key(userId),
    attributeValues: { username: S(userId), ...attributes },
    ...more,
  });
const get = (userId: string) => invoke(users, { operation: 'GetItem', key: key(userId), consistentRead: true });
const ifAbsent = { condition: { expression: 'attribute_not_exists(userId)' } };
const CONDITION_FAILED = {
  type: 'DynamoDB:ConditionalCheckFailedException',
  message: expect.stringMatching(
    /^The conditional request failed \(Service: DynamoDb, Status Code: 400, Request ID: [0-9A-V]{52}\)$/,
  ) as string,
};

describe('single items', () => {
  it('are given back as plain values, whatever the way their numbers are typed', async () => {
    const attributes = {
      age: { N: 41 },
      text: { N: '4.5' },
      on: { BOOL: true },
      nothing: { NULL: null },
      map: { M: { list: { L: [{ N: 1 }, S('x')] } } },
      tags: { SS: ['a', 'b'] },
      counts: { NS: [1, '2'] },
      bytes: { B: 'AQI=' },
    };
    const plain = {
      userId: 'typed',
      username: 'typed',
      age: 41,
      text: 4.5,
      on: true,
      nothing: null,
      map: { list: [1, 'x'] },
      tags: ['a', 'b'],
      counts: [1, 2],
      bytes: 'AQI=',
    };

    expect(await put('typed', attributes)).toEqual({ result: plain });
    expect(await get('typed')).toEqual({ result: plain });
  });

  it('are null when there are none', async () => {
    expect(await get('nobody')).toEqual({ result: null });
  });

  it('are projected', async () => {
    await put('projected', { age: { N: 1 } });
    const projection = { expression: '#a', expressionNames: { '#a': 'age' } };

    expect(await invoke(users, { operation: 'GetItem', key: key('projected'), projection })).toEqual({
      result: { age: 1 },
    });
  });

  it('are updated to what they are afterwards, and created where absent', async () => {
    const update = {
      expression: 'SET #n = if_not_exists(#n, :zero) + :one',
      expressionNames: { '#n': 'count' },
      expressionValues: { ':zero': { N: 0 }, ':one': { N: 1 } },
    };
    const request = { operation: 'UpdateItem', key: key('counter'), update };

    expect(await invoke(users, request)).toEqual({ result: { userId: 'counter', count: 1 } });
    expect(await invoke(users, request)).toEqual({ result: { userId: 'counter', count: 2 } });
  });

  it('merge the names and values of an update and its condition', async () => {
    await put('merged', { age: { N: 1 } });
    const request = (age: number) => ({
      operation: 'UpdateItem',
      key: key('merged'),
      update: { expression: 'SET #a = :new', expressionNames: { '#a': 'age' }, expressionValues: { ':new': { N: 2 } } },
      condition: {
        expression: '#u = :u AND age = :old',
        expressionNames: { '#u': 'username' },
        expressionValues: { ':u': S('merged'), ':old': { N: age } },
      },
    });

    expect(await invoke(users, request(1))).toMatchObject({ result: { age: 2 } });
    expect(await invoke(users, request(1))).toEqual({ result: null, error: CONDITION_FAILED });
  });

  it('are deleted to what they were', async () => {
    await put('deleted');
    const request = { operation: 'DeleteItem', key: key('deleted') };

    expect(await invoke(users, request)).toEqual({ result: { userId: 'deleted', username: 'deleted' } });
    expect(await invoke(users, request)).toEqual({ result: null });
  });
});

describe('failed conditions', () => {
  it('refuse a put that finds another item', async () => {
    await put('taken', { age: { N: 1 } });

    expect(await put('taken', { age: { N: 2 } }, ifAbsent)).toEqual({ result: null, error: CONDITION_FAILED });
  });

  it('forgive a put that finds the very item it wants', async () => {
    const attributes = { age: { N: 1 }, tags: { SS: ['b', 'a'] } };
    await put('same', attributes);

    const again = await put('same', attributes, ifAbsent);

    expect(again.error).toBeUndefined();
    expect(again.result).toMatchObject({ userId: 'same', age: 1 });
  });

  it('forgive differences in attributes to be ignored', async () => {
    await put('ignored', { createdAt: S('then') });
    const condition = { ...ifAbsent.condition, equalsIgnore: ['createdAt'] };

    expect(await put('ignored', { createdAt: S('now') }, { condition })).toMatchObject({
      result: { createdAt: 'then' },
    });
  });

  it('forgive a delete that finds nothing, and no other', async () => {
    const condition = {
      expression: 'attribute_exists(userId) AND username = :u',
      expressionValues: { ':u': S('other') },
    };
    await put('kept');
    const remove = (userId: string) => invoke(users, { operation: 'DeleteItem', key: key(userId), condition });

    expect(await remove('gone')).toEqual({ result: null });
    expect(await remove('kept')).toEqual({ result: null, error: CONDITION_FAILED });
  });

  it('never forgive an update', async () => {
    const update = { expression: 'SET age = :a', expressionValues: { ':a': { N: 1 } } };
    const condition = { expression: 'attribute_exists(userId)' };

    expect(await invoke(users, { operation: 'UpdateItem', key: key('absent'), update, condition })).toEqual({
      result: null,
      error: CONDITION_FAILED,
    });
  });

  it('refuse the Custom strategy by name', async () => {
    const condition = { ...ifAbsent.condition, conditionalCheckFailedHandler: { strategy: 'Custom', lambdaArn: 'x' } };

    await expect(put('custom', {}, { condition })).rejects.toThrow('the conditionalCheckFailedHandler strategy Custom');
  });
});

describe('batches', () => {
  it('give items in the order of their keys, and null where there is none', async () => {
    await put('batch-a');
    await put('batch-b');
    const keys = ['batch-b', 'absent-1', 'batch-a'].map(key);

    expect(await invoke(users, { operation: 'BatchGetItem', tables: { Users: { keys } } })).toEqual({
      result: {
        data: { Users: [{ userId: 'batch-b', username: 'batch-b' }, null, { userId: 'batch-a', username: 'batch-a' }] },
        unprocessedKeys: { Users: [] },
      },
    });
  });

  it('leave unprocessed keys to the resolver', async () => {
    await put('left-a');
    await put('left-b');
    gate.controls.injectFaults({ seed: 1, unprocessed: 1 });
    const keys = ['left-a', 'left-b'].map(key);

    const { result } = await invoke(users, { operation: 'BatchGetItem', tables: { Users: { keys } } });
    gate.controls.injectFaults(undefined);

    const { data, unprocessedKeys } = result as { data: { Users: unknown[] }; unprocessedKeys: { Users: unknown[] } };
    expect(unprocessedKeys.Users).toHaveLength(1);
    expect(data.Users.filter((item) => item === null)).toHaveLength(1);
  });

  it('put and delete in several tables', async () => {
    const message = { conversationId: S('batch'), seq: { N: 1 } };
    const written = await invoke(users, {
      operation: 'BatchPutItem',
      tables: { Users: [{ ...key('batch-c'), username: S('c') }], Messages: [message] },
    });
    const removed = await invoke(users, {
      operation: 'BatchDeleteItem',
      tables: { Users: [key('batch-c')], Messages: [message] },
    });

    expect(written.result).toMatchObject({
      data: { Users: [{ userId: 'batch-c', username: 'c' }], Messages: [{ conversationId: 'batch', seq: 1 }] },
    });
    expect(removed.result).toMatchObject({ data: { Users: [{ userId: 'batch-c' }] }, unprocessedKeys: { Users: [] } });
    expect(await get('batch-c')).toEqual({ result: null });
  });

  it('end at 100 keys', async () => {
    const keys = Array.from({ length: 101 }, (_, index) => key(`many-${index}`));

    expect(await invoke(users, { operation: 'BatchGetItem', tables: { Users: { keys } } })).toMatchObject({
      result: null,
      error: { type: 'DynamoDB:DynamoDbException' },
    });
  });
});

describe('transactions', () => {
  const putIn = (userId: string, condition?: Record<string, unknown>) => ({
    table: 'Users',
    operation: 'PutItem',
    key: key(userId),
    attributeValues: { username: S(userId) },
    ...(condition && { condition }),
  });
  const absent = { expression: 'attribute_not_exists(userId)' };

  it('write all and give the keys', async () => {
    const transactItems = [
      putIn('tx-a', absent),
      {
        table: 'Users',
        operation: 'UpdateItem',
        key: key('tx-b'),
        update: { expression: 'SET age = :a', expressionValues: { ':a': { N: 1 } } },
      },
      { table: 'Users', operation: 'DeleteItem', key: key('tx-c') },
      { table: 'Users', operation: 'ConditionCheck', key: key('tx-d'), condition: absent },
    ];

    expect(await invoke(users, { operation: 'TransactWriteItems', transactItems })).toEqual({
      result: { keys: ['tx-a', 'tx-b', 'tx-c', 'tx-d'].map((userId) => ({ userId })), cancellationReasons: null },
    });
    expect(await get('tx-b')).toEqual({ result: { userId: 'tx-b', age: 1 } });
  });

  it('tell why they were cancelled, in order, with the item that stood in the way', async () => {
    await put('tx-taken');
    const transactItems = [
      putIn('tx-new', absent),
      putIn('tx-taken', absent),
      {
        table: 'Users',
        operation: 'ConditionCheck',
        key: key('tx-missing'),
        condition: { expression: 'attribute_exists(userId)' },
      },
    ];

    expect(await invoke(users, { operation: 'TransactWriteItems', transactItems })).toEqual({
      result: {
        keys: null,
        cancellationReasons: [
          { type: 'None', message: 'None' },
          {
            type: 'ConditionalCheckFailed',
            message: 'The conditional request failed',
            item: { userId: 'tx-taken', username: 'tx-taken' },
          },
          { type: 'ConditionalCheckFailed', message: 'The conditional request failed', item: null },
        ],
      },
      error: {
        type: 'DynamoDB:TransactionCanceledException',
        message: expect.stringMatching(
          /^Transaction cancelled, please refer cancellation reasons for specific reasons \[None, ConditionalCheckFailed, ConditionalCheckFailed\] \(Service: DynamoDb, Status Code: 400, Request ID: /,
        ) as string,
      },
    });
    expect(await get('tx-new')).toEqual({ result: null });
  });

  it('keep the item back when told so', async () => {
    await put('tx-secret');
    const transactItems = [putIn('tx-secret', { ...absent, returnValuesOnConditionCheckFailure: false })];

    expect(await invoke(users, { operation: 'TransactWriteItems', transactItems })).toMatchObject({
      result: { cancellationReasons: [{ type: 'ConditionalCheckFailed', item: null }] },
    });
  });

  it('tell of a conflict as a reason', async () => {
    gate.controls.injectFaults({ seed: 1, conflict: 1 });
    const answer = await invoke(users, { operation: 'TransactWriteItems', transactItems: [putIn('tx-conflict')] });
    gate.controls.injectFaults(undefined);

    expect(answer).toMatchObject({
      result: {
        cancellationReasons: [{ type: 'TransactionConflict', message: 'Transaction is ongoing for the item' }],
      },
      error: { type: 'DynamoDB:TransactionCanceledException' },
    });
  });

  it('read', async () => {
    await put('tx-read');
    const transactItems = ['tx-read', 'tx-nobody'].map((userId) => ({ table: 'Users', key: key(userId) }));

    expect(await invoke(users, { operation: 'TransactGetItems', transactItems })).toEqual({
      result: { items: [{ userId: 'tx-read', username: 'tx-read' }, null], cancellationReasons: null },
    });
  });
});

describe('refusals', () => {
  it.each<[string, unknown]>([
    ["Value for field '$[operation]' not found.", {}],
    ["Value for field '$[key]' not found.", { operation: 'GetItem' }],
    ["Value for field '$[attributeValues]' not found.", { operation: 'PutItem', key: key('a') }],
    ["Value for field '$[update]' not found.", { operation: 'UpdateItem', key: key('a') }],
    ["Value for field '$[update][expression]' not found.", { operation: 'UpdateItem', key: key('a'), update: {} }],
    ["Value for field '$[query]' not found.", { operation: 'Query' }],
    ["Value for field '$[tables]' not found.", { operation: 'BatchGetItem' }],
    ["Value for field '$[transactItems]' not found.", { operation: 'TransactWriteItems' }],
    ["Unsupported operation 'Truncate'.", { operation: 'Truncate' }],
    ["Unsupported element '$[attributes]'.", { operation: 'GetItem', key: key('a'), attributes: [] }],
    [
      "Unsupported element '$[condition][returnValuesOnConditionCheckFailure]'.",
      {
        operation: 'DeleteItem',
        key: key('a'),
        condition: { expression: 'x', returnValuesOnConditionCheckFailure: true },
      },
    ],
    [
      'Expected one typed value for \'$[key][userId]\', such as {"S": "text"}.',
      { operation: 'GetItem', key: { userId: 'a' } },
    ],
  ])('are a MappingTemplate error: %s', async (message, request) => {
    expect(await invoke(users, request)).toEqual({ result: null, error: { type: 'MappingTemplate', message } });
  });

  it('pass on what DynamoDB says of unused values', async () => {
    const update = { expression: 'REMOVE age', expressionValues: { ':unused': { N: 1 } } };

    expect(await invoke(users, { operation: 'UpdateItem', key: key('a'), update })).toMatchObject({
      error: { type: 'DynamoDB:DynamoDbException', message: expect.stringContaining(':unused') as string },
    });
  });

  it('give a missing grant as AppSync does', async () => {
    const refusing = await createTestGate({ Effect: 'Allow', Action: 'dynamodb:Query', Resource: '*' });
    const source = aDynamodbSource(refusing, 'Users');

    const { error } = await invoke(source, { operation: 'GetItem', key: key('a') });
    await refusing.stop();

    expect(error).toEqual({
      type: 'DynamoDB:DynamoDbException',
      message: expect.stringMatching(
        /^User: arn:aws:sts::000000000000:assumed-role\/Sender\/APPSYNC_ASSUME_ROLE is not authorized to perform: dynamodb:GetItem on resource: .* \(Service: DynamoDb, Status Code: 400, /,
      ) as string,
    });
  });

  it('name what is not supported', async () => {
    await expect(invoke(users, { operation: 'Sync' })).rejects.toThrow('the DynamoDB operation Sync');
    await expect(put('a', {}, { _version: 1 })).rejects.toThrow('versioned data sources (_version)');
    expect(() => aDynamodbSource(gate, 'Users', { Versioned: true })).toThrow('Versioned of data source UsersSource');
    expect(() => aDynamodbSource(gate, 'Users', { UseCallerCredentials: 'true' })).toThrow('UseCallerCredentials');
  });
});
