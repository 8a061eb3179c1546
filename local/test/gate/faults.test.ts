import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Faults, ServiceAnswer } from '../../gate/Gate.ts';
import { createTestGate, get, keyOf, put, user, type TestGate } from './TestGate.ts';

let gate: TestGate;
beforeEach(async () => {
  gate = await createTestGate();
});
afterEach(() => gate.stop());

const inject = (faults: Partial<Faults>) => gate.controls.injectFaults({ seed: 1, ...faults });
const typeOf = ({ status, body }: ServiceAnswer) =>
  typeof body['__type'] === 'string' ? body['__type'].replace(/^.*#/, '') : String(status);
const stored = async (userId: string) => (await gate.dynamodb.call('GetItem', get(userId))).body['Item'];
const transaction = (...ids: string[]) => ({ TransactItems: ids.map((id) => ({ Put: put(id) })) });

describe('holds', () => {
  it('keep a call until it is released', async () => {
    const hold = gate.controls.hold((call) => call.operation === 'PutItem');
    const answer = gate.call('PutItem', put('ana'));
    const held = await hold.next();

    expect(held.call.input['TableName']).toBe('Users');
    expect(await stored('ana')).toBeUndefined();
    expect((await held.release()).status).toBe(200);
    expect((await answer).status).toBe(200);
    expect(await stored('ana')).toEqual(user('ana'));
  });

  it('let two requests interleave in a chosen order', async () => {
    const hold = gate.controls.hold((call) => call.operation === 'PutItem');
    const first = gate.call('PutItem', put('ana', { name: { S: 'first' } }));
    const second = gate.call('PutItem', put('ana', { name: { S: 'second' } }));
    const [one, other] = [await hold.next(), await hold.next()];

    await other.release();
    await one.release();
    await Promise.all([first, second]);

    expect(await stored('ana')).toMatchObject({ name: { S: 'first' } });
  });

  it('give another answer in place of a call, or of its own after its effect', async () => {
    const other = { status: 500, body: { __type: 'InternalServerError' } };
    const hold = gate.controls.hold((call) => call.operation === 'PutItem');
    const [before, after] = [gate.call('PutItem', put('ana')), gate.call('PutItem', put('bo'))];

    await (await hold.next()).replace(other, 'beforeEffect');
    await (await hold.next()).replace(other, 'afterEffect');
    hold.end();

    expect([await before, await after]).toEqual([other, other]);
    expect([await stored('ana'), await stored('bo')]).toEqual([undefined, user('bo')]);
  });

  it('leave a refusal as it is', async () => {
    const hold = gate.controls.hold((call) => call.operation === 'PutItem');
    const answer = gate.call('PutItem', { TableName: 'Users', Item: {} });

    await (await hold.next()).replace({ status: 500, body: {} }, 'afterEffect');
    hold.end();

    expect((await answer).status).toBe(400);
  });

  it('pass everything once they end, also what waits', async () => {
    const hold = gate.controls.hold(() => true);
    const taken = gate.call('PutItem', put('ana'));
    await hold.next();
    const waiting = gate.call('PutItem', put('bo'));

    hold.end();

    expect([(await taken).status, (await waiting).status, (await gate.call('GetItem', get('ana'))).status]).toEqual([
      200, 200, 200,
    ]);
  });
});

describe('injected faults', () => {
  it('refuse writes with a conflict and leave reads alone', async () => {
    inject({ conflict: 1 });

    const answer = await gate.call('PutItem', put('ana'));

    expect(answer.body).toEqual({
      __type: 'com.amazonaws.dynamodb.v20120810#TransactionConflictException',
      message: 'Transaction is ongoing for the item',
    });
    expect(await stored('ana')).toBeUndefined();
    expect((await gate.call('GetItem', get('ana'))).status).toBe(200);
  });

  it('cancel transactions with the conflict among the reasons', async () => {
    inject({ conflict: 1 });

    const { body } = await gate.call('TransactWriteItems', transaction('ana', 'bo', 'cy'));

    const codes = (body['CancellationReasons'] as { Code: string }[]).map(({ Code }) => Code);
    expect([...codes].sort()).toEqual(['None', 'None', 'TransactionConflict']);
    expect(body['message']).toBe(
      `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes.join(', ')}]`,
    );
    expect(await stored('ana')).toBeUndefined();
  });

  it('refuse a write that really overlaps a transaction on its item, and only that', async () => {
    inject({ conflictOnOverlap: 1 });

    const answers = await Promise.all([
      gate.call('TransactWriteItems', transaction('ana', 'bo')),
      gate.call('PutItem', put('bo')),
      gate.call('PutItem', put('cy')),
      gate.call('TransactWriteItems', transaction('bo', 'dee')),
      gate.call('TransactGetItems', { TransactItems: [{ Get: get('ana') }] }),
      gate.call('GetItem', get('ana')),
    ]);

    expect(answers.map(typeOf)).toEqual([
      '200',
      'TransactionConflictException',
      '200',
      'TransactionCanceledException',
      'TransactionCanceledException',
      '200',
    ]);
    expect(typeOf(await gate.call('PutItem', put('bo')))).toBe('200');
  });

  it('let plain writes on one item overlap, as DynamoDB does', async () => {
    inject({ conflictOnOverlap: 1 });

    const answers = await Promise.all([gate.call('PutItem', put('ana')), gate.call('PutItem', put('ana'))]);

    expect(answers.map(typeOf)).toEqual(['200', '200']);
  });

  it('throttle', async () => {
    inject({ throttle: 1 });

    expect(typeOf(await gate.call('GetItem', get('ana')))).toBe('ProvisionedThroughputExceededException');
    expect((await gate.call('TransactWriteItems', transaction('ana'))).body).toMatchObject({
      CancellationReasons: [{ Code: 'ProvisionedThroughputExceeded' }],
    });
  });

  it('leave some of a batch unprocessed, which a retry of the leftovers completes', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    inject({ unprocessed: 1 });
    const written = await gate.call('BatchWriteItem', {
      RequestItems: { Users: ids.map((id) => ({ PutRequest: { Item: user(id) } })) },
    });
    const left = (written.body['UnprocessedItems'] as Record<string, { PutRequest: { Item: unknown } }[]>)['Users']!;
    expect(left.length).toBeGreaterThan(0);
    expect(left.length).toBeLessThan(ids.length);

    gate.controls.injectFaults(undefined);
    await gate.call('BatchWriteItem', { RequestItems: { Users: left } });
    inject({ unprocessed: 1, seed: 2 });
    const read = await gate.call('BatchGetItem', {
      RequestItems: { Users: { Keys: ids.map(keyOf), ConsistentRead: true } },
    });

    const found = (read.body['Responses'] as Record<string, unknown[]>)['Users']!;
    const unread = (read.body['UnprocessedKeys'] as Record<string, { Keys: unknown[]; ConsistentRead: boolean }>)[
      'Users'
    ]!;
    expect(found.length + unread.Keys.length).toBe(5);
    expect(unread.Keys.length).toBeGreaterThan(0);
    expect(unread.ConsistentRead).toBe(true);
  });

  it('answer an error after the effect has taken place', async () => {
    inject({ errorAfterEffect: 1 });

    const answer = await gate.call('PutItem', put('ana'));

    expect([answer.status, typeOf(answer)]).toEqual([500, 'InternalServerError']);
    expect(await stored('ana')).toEqual(user('ana'));
  });

  it('answer eventually consistent reads and indexes as of a moment ago', async () => {
    inject({ stale: 1 });
    await gate.call('PutItem', put('ana', { name: { S: 'old' } }));
    gate.clock.advance(5_000);
    await gate.call('PutItem', put('ana', { name: { S: 'new' } }));
    await gate.call('PutItem', put('bo'));
    const query = (username: string) => ({
      TableName: 'Users',
      IndexName: 'byUsername',
      KeyConditionExpression: 'username = :u',
      ExpressionAttributeValues: { ':u': { S: username } },
    });
    const batch = { RequestItems: { Users: { Keys: [keyOf('ana'), keyOf('bo')] } } };
    const old = user('ana', { name: { S: 'old' } });

    expect((await gate.call('GetItem', get('ana'))).body['Item']).toEqual(old);
    expect((await gate.call('GetItem', get('bo'))).body['Item']).toBeUndefined();
    expect((await gate.call('Query', query('ana'))).body['Items']).toEqual([old]);
    expect((await gate.call('Query', query('bo'))).body).toMatchObject({ Items: [], Count: 0 });
    expect((await gate.call('BatchGetItem', batch)).body['Responses']).toEqual({ Users: [old] });
    const consistent = await gate.call('GetItem', { ...get('ana'), ConsistentRead: true });
    expect(consistent.body['Item']).toMatchObject({ name: { S: 'new' } });

    gate.clock.advance(5_000);
    expect((await gate.call('GetItem', get('ana'))).body['Item']).toMatchObject({ name: { S: 'new' } });
  });

  it('are the same for the same seed', async () => {
    const outcomes = async () => {
      inject({ seed: 42, conflict: 0.5, throttle: 0.2 });
      const answers: string[] = [];
      for (let index = 0; index < 30; index += 1) answers.push(typeOf(await gate.call('PutItem', put('ana'))));
      return answers;
    };

    const first = await outcomes();

    expect(new Set(first).size).toBe(3);
    expect(await outcomes()).toEqual(first);
  });

  it('are counted by kind when they really happened', async () => {
    inject({ stale: 1, unprocessed: 1 });
    await gate.call('PutItem', put('ana'));
    await gate.call('GetItem', { ...get('ana'), ConsistentRead: true });
    await gate.call('GetItem', get('ana'));
    await gate.call('BatchGetItem', { RequestItems: { Users: { Keys: [keyOf('ana'), keyOf('bo')] } } });
    inject({ conflict: 1, errorAfterEffect: 1 });
    await gate.call('GetItem', get('ana'));
    await gate.call('PutItem', put('ana'));
    inject({ errorAfterEffect: 1, cutPublish: 1 });
    await gate.call('PutItem', put('ana'));
    gate.controls.drawCutPublish();
    inject({ throttle: 1 });
    await gate.call('GetItem', get('ana'));

    expect(gate.controls.injectedFaults()).toMatchObject({
      conflict: 1,
      conflictOnOverlap: 0,
      throttle: 1,
      unprocessed: 1,
      errorAfterEffect: 1,
      cutPublish: 1,
    });
    expect(gate.controls.injectedFaults().stale).toBeGreaterThanOrEqual(1);
  });

  it('cut publishes when asked, and never otherwise', () => {
    expect(gate.controls.drawCutPublish()).toBe(false);
    inject({ cutPublish: 1 });
    expect(gate.controls.drawCutPublish()).toBe(true);
    inject({});
    expect(gate.controls.drawCutPublish()).toBe(false);
  });
});
