import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SettableClock } from '../../base/Clock.ts';
import { startDynamodb, type Dynamodb } from '../../engine/startDynamodb.ts';
import type { ServiceAnswer } from '../../gate/Gate.ts';
import { aTable, stackOf } from '../gate/stackOf.ts';

// What the product relies on from whatever engine keeps its tables; each is DynamoDB's documented behaviour.
let engine: Dynamodb;
beforeAll(async () => {
  engine = await startDynamodb({ dataDir: undefined, clock: new SettableClock() });
  await engine.createTables(stackOf(aTable('Items', ['id'])));
});
afterAll(() => engine.stop());

const TableName = 'Items';
const key = (id: string) => ({ id: { S: id } });
const putOf = (id: string, more: Record<string, unknown> = {}) => ({ TableName, Item: key(id), ...more });
const put = (id: string, more: Record<string, unknown> = {}) => engine.call('PutItem', putOf(id, more));
const stored = async (id: string) => (await engine.call('GetItem', { TableName, Key: key(id) })).body['Item'];
const transact = (TransactItems: unknown[], more: Record<string, unknown> = {}) =>
  engine.call('TransactWriteItems', { TransactItems, ...more });
const ids = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
const errorOf = ({ body }: ServiceAnswer) => String(body['__type']).replace(/^.*#/, '');
const absent = { ConditionExpression: 'attribute_not_exists(id)' };
const withOld = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };

describe('the engine', () => {
  it('writes a transaction whole or not at all, and gives reasons in order with the old item', async () => {
    await put('taken');

    const answer = await transact([
      { Put: putOf('first') },
      { Put: putOf('taken', { ...absent, ...withOld }) },
      { ConditionCheck: { TableName, Key: key('missing'), ConditionExpression: 'attribute_exists(id)' } },
      { Delete: { TableName, Key: key('other') } },
    ]);

    expect(answer.status).toBe(400);
    expect(answer.body['message']).toBe(
      'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, ConditionalCheckFailed, None]',
    );
    expect(answer.body['CancellationReasons']).toMatchObject([
      { Code: 'None' },
      { Code: 'ConditionalCheckFailed', Item: key('taken'), Message: 'The conditional request failed' },
      { Code: 'ConditionalCheckFailed' },
      { Code: 'None' },
    ]);
    expect(await stored('first')).toBeUndefined();
  });

  it('does not apply a ClientRequestToken twice and refuses it with other parameters', async () => {
    const add = (by: string) => ({
      Update: {
        TableName,
        Key: key('counter'),
        UpdateExpression: 'ADD n :by',
        ExpressionAttributeValues: { ':by': { N: by } },
      },
    });
    const token = { ClientRequestToken: 'token-1' };
    await transact([add('1')], token);

    expect((await transact([add('1')], token)).status).toBe(200);
    expect(await stored('counter')).toMatchObject({ n: { N: '1' } });
    expect(errorOf(await transact([add('2')], token))).toBe('IdempotentParameterMismatchException');
  });

  it('refuses a transaction that names an item twice', async () => {
    const answer = await transact([{ Put: putOf('twice') }, { Delete: { TableName, Key: key('twice') } }]);

    expect(errorOf(answer)).toBe('ValidationException');
    expect(answer.body['message']).toBe('Transaction request cannot include multiple operations on one item');
  });

  it('takes 100 actions and not 101', async () => {
    const puts = (count: number) => ids('action', count).map((id) => ({ Put: putOf(id) }));

    expect((await transact(puts(100))).status).toBe(200);
    expect(errorOf(await transact(puts(101)))).toBe('ValidationException');
  });

  it('reads 100 keys at once and not 101, nor one twice', async () => {
    const read = (keys: string[]) => engine.call('BatchGetItem', { RequestItems: { Items: { Keys: keys.map(key) } } });

    expect((await read(ids('key', 100))).status).toBe(200);
    expect(errorOf(await read(ids('key', 101)))).toBe('ValidationException');
    expect(errorOf(await read(['same', 'same']))).toBe('ValidationException');
  });

  it('writes 25 requests at once and not 26', async () => {
    const write = (count: number) =>
      engine.call('BatchWriteItem', {
        RequestItems: { Items: ids('write', count).map((id) => ({ PutRequest: { Item: key(id) } })) },
      });

    expect((await write(25)).status).toBe(200);
    expect(errorOf(await write(26))).toBe('ValidationException');
  });

  it('gives the old item with a failed condition when asked', async () => {
    await put('old');

    const answer = await put('old', { ...absent, ...withOld });

    expect(errorOf(answer)).toBe('ConditionalCheckFailedException');
    expect(answer.body['Item']).toEqual(key('old'));
    expect((await put('old', absent)).body['Item']).toBeUndefined();
  });

  it('lets exactly one of many conditional puts win', async () => {
    const answers = await Promise.all(ids('try', 50).map(() => put('race', absent)));

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('loses no update of many at once', async () => {
    const add = () =>
      engine.call('UpdateItem', {
        TableName,
        Key: key('sum'),
        UpdateExpression: 'ADD n :one',
        ExpressionAttributeValues: { ':one': { N: '1' } },
      });
    await Promise.all(ids('add', 100).map(add));

    expect(await stored('sum')).toMatchObject({ n: { N: '100' } });
  });

  it('keeps 38 digits', async () => {
    const n = { N: '12345678901234567890123456789012345678' };
    await engine.call('PutItem', { TableName, Item: { ...key('digits'), n } });

    expect(await stored('digits')).toMatchObject({ n });
  });

  it('refuses an empty key and keeps an empty text', async () => {
    expect(await put('')).toMatchObject({
      status: 400,
      body: {
        message:
          'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id',
      },
    });
    await engine.call('PutItem', { TableName, Item: { ...key('empty'), text: { S: '' } } });
    expect(await stored('empty')).toMatchObject({ text: { S: '' } });
  });

  it('refuses values that no expression uses', async () => {
    const answer = await put('unused', { ...absent, ExpressionAttributeValues: { ':x': { S: 'x' } } });

    expect(errorOf(answer)).toBe('ValidationException');
  });

  it('charges a transaction twice', async () => {
    const answer = await transact([{ Put: putOf('charged') }], { ReturnConsumedCapacity: 'TOTAL' });

    expect(answer.body['ConsumedCapacity']).toMatchObject([{ CapacityUnits: 2 }]);
  });

  it('names a table that does not exist as DynamoDB does', async () => {
    const answer = await engine.call('GetItem', { TableName: 'Nowhere', Key: key('x') });

    expect(errorOf(answer)).toBe('ResourceNotFoundException');
    expect(answer.body['message']).toBe('Requested resource not found');
  });
});
