import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLedger, type LedgerWriter } from '../../gate/createLedger.ts';
import { segmentOf, type FunctionStep } from '../../lambda/traceId.ts';
import { createTestGate, get, keyOf, put, type TestGate } from './TestGate.ts';

let gate: TestGate;
beforeEach(async () => {
  gate = await createTestGate();
});
afterEach(() => gate.stop());

const requestId = 'request-1';
const callFor = (operation: string, input: Record<string, unknown>) => gate.call(operation, input, { requestId });

const awsRequestId = '00000000-0000-4000-8000-00000000000a';
const enterCall = (ledger: LedgerWriter, functionStep?: FunctionStep): void => {
  const call = { service: 'dynamodb', operation: 'GetItem', input: {}, roleArn: '', requestId, functionStep } as const;
  ledger.begin(call, [])({ status: 200, body: {} }, 0);
};

describe('the ledger', () => {
  it('counts a chain of calls as that many round trips and parallel calls as one', async () => {
    await callFor('PutItem', put('ana'));
    await Promise.all([callFor('GetItem', get('ana')), callFor('GetItem', get('bo')), callFor('GetItem', get('cy'))]);
    await callFor('PutItem', put('bo'));

    const cost = gate.controls.ledger.of(requestId);

    expect(cost.sequentialRoundTrips).toBe(3);
    expect(cost.calls).toHaveLength(5);
  });

  it("counts a function's calls by what their sender had heard, however they arrive", () => {
    const ledger = createLedger();
    const invocation = '89ab-89ab89ab89ab';
    const end = ledger.beginInvocation(requestId, `00000000-0000-4000-${invocation}`);
    for (const step of [1, 2, 2, 2]) enterCall(ledger, { invocation: segmentOf(invocation), step });
    for (const step of [3, 3, 4]) ledger.enterPublish(requestId, { invocation: segmentOf(invocation), step });
    end();

    expect(ledger.of(requestId)).toMatchObject({ sequentialRoundTrips: 3, publishes: 3, invocations: 1 });
  });

  it('adds what a data source did before and after a function', () => {
    const ledger = createLedger();
    enterCall(ledger);
    const end = ledger.beginInvocation(requestId, awsRequestId);
    enterCall(ledger, { invocation: segmentOf(awsRequestId), step: 2 });
    end();
    enterCall(ledger);

    expect(ledger.of(requestId).sequentialRoundTrips).toBe(4);
  });

  it('counts functions that ran side by side as the longer of them', () => {
    const ledger = createLedger();
    const other = '00000000-0000-4000-8000-00000000000b';
    const ends = [awsRequestId, other].map((id) => ledger.beginInvocation(requestId, id));
    enterCall(ledger, { invocation: segmentOf(awsRequestId), step: 2 });
    enterCall(ledger, { invocation: segmentOf(other), step: 3 });
    for (const end of ends) end();

    expect(ledger.of(requestId).sequentialRoundTrips).toBe(3);
  });

  it('counts the operations of AppSync and its deliveries in 5 KB units for every subscriber', () => {
    const ledger = createLedger();
    ledger.enterOperation(requestId);
    ledger.enterPublish(requestId, { invocation: segmentOf(awsRequestId), step: 1 });
    ledger.enterDelivery(requestId, { subscribers: 10, bytes: 5_120 });
    ledger.enterDelivery(requestId, { subscribers: 10, bytes: 5_121 });

    expect(ledger.of(requestId)).toMatchObject({ operations: 2, publishes: 1, deliveries: 30 });
  });

  it('counts two writes a KB in a transaction, one outside, and half a read where it may be stale', async () => {
    await callFor('PutItem', put('ana'));
    expect(gate.controls.ledger.take(requestId)).toMatchObject({ writeUnits: 2, readUnits: 0 });
    await callFor('TransactWriteItems', {
      TransactItems: [
        { Put: { TableName: 'Messages', Item: { conversationId: { S: 'c' }, seq: { N: '1' } } } },
        { ConditionCheck: { TableName: 'Users', Key: keyOf('ana'), ConditionExpression: 'attribute_exists(userId)' } },
      ],
    });
    expect(gate.controls.ledger.take(requestId)).toMatchObject({ writeUnits: 4, readUnits: 0 });
    await callFor('GetItem', get('ana'));
    await callFor('GetItem', { ...get('ana'), ConsistentRead: true });
    expect(gate.controls.ledger.take(requestId)).toMatchObject({ writeUnits: 0, readUnits: 1.5 });
  });

  it('counts the least that DynamoDB charges for writes that it refused', async () => {
    await callFor('PutItem', { ...put('ana'), ConditionExpression: 'attribute_exists(userId)' });
    await callFor('TransactWriteItems', {
      TransactItems: [{ Put: { ...put('ana'), ConditionExpression: 'attribute_exists(userId)' } }, { Put: put('bo') }],
    });

    const { calls } = gate.controls.ledger.of(requestId);

    expect(calls).toMatchObject([
      { error: 'ConditionalCheckFailedException', writeUnits: 1 },
      { error: 'TransactionCanceledException', writeUnits: 4 },
    ]);
  });

  it('gives the consumed capacity to the caller only when the caller asked', async () => {
    expect((await callFor('PutItem', put('ana'))).body).toEqual({});
    expect((await callFor('GetItem', { ...get('ana'), ReturnConsumedCapacity: 'TOTAL' })).body).toHaveProperty(
      'ConsumedCapacity',
    );
  });

  it('tells the sequence of calls in a form in which two requests compare', async () => {
    await callFor('GetItem', get('ana'));
    await callFor('BatchGetItem', { RequestItems: { Users: { Keys: [keyOf('bo')] } } });
    await gate.call('InitiateAuth', {}, { service: 'cognito-idp', requestId });

    expect(gate.controls.ledger.sequenceOf(requestId)).toEqual(['GetItem Users', 'BatchGetItem Users', 'InitiateAuth']);
  });

  it('keeps requests apart and forgets what was taken', async () => {
    await callFor('GetItem', get('ana'));
    await gate.call('GetItem', get('ana'), { requestId: 'request-2' });

    expect(gate.controls.ledger.take(requestId).calls).toHaveLength(1);
    expect(gate.controls.ledger.of(requestId).calls).toEqual([]);
    expect(gate.controls.ledger.of('request-2').calls).toHaveLength(1);
  });

  it('tells listeners of every call', async () => {
    const heard: string[] = [];
    gate.controls.ledger.onEntry((id, { operation }) => heard.push(`${id} ${operation}`));

    await callFor('GetItem', get('ana'));

    expect(heard).toEqual(['request-1 GetItem']);
  });

  it('remembers a bounded number of requests', () => {
    const ledger = createLedger();
    for (let id = 0; id < 3_000; id += 1) {
      const call = {
        service: 'dynamodb',
        operation: 'GetItem',
        input: {},
        roleArn: '',
        requestId: String(id),
      } as const;
      ledger.begin(call, [])({ status: 200, body: {} }, 0);
    }

    expect(ledger.of('0').calls).toEqual([]);
    expect(ledger.of('2999').calls).toHaveLength(1);
  });
});
