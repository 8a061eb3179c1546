import { afterEach, describe, expect, it } from 'vitest';
import { createTestGate, type TestGate } from './TestGate.ts';

let gate: TestGate;
afterEach(() => gate.stop());

const messagesAfter = (conversationId: string, start: string) => ({
  TableName: 'Messages',
  KeyConditionExpression: '#c = :c',
  ExpressionAttributeNames: { '#c': 'conversationId' },
  ExpressionAttributeValues: { ':c': { S: conversationId } },
  ExclusiveStartKey: { conversationId: { S: start }, seq: { N: '1' } },
});

describe('a Query that begins after a key', () => {
  it('reads on in its own partition', async () => {
    gate = await createTestGate();
    for (const seq of ['1', '2']) {
      const Item = { conversationId: { S: 'ours' }, seq: { N: seq } };
      await gate.call('PutItem', { TableName: 'Messages', Item });
    }

    const answer = await gate.call('Query', messagesAfter('ours', 'ours'));

    expect(answer.body['Items']).toEqual([{ conversationId: { S: 'ours' }, seq: { N: '2' } }]);
  });

  it('is refused when the key is of another partition', async () => {
    gate = await createTestGate();

    const answer = await gate.call('Query', messagesAfter('ours', 'theirs'));

    expect(answer).toMatchObject({
      status: 400,
      body: { message: 'The provided starting key is outside query boundaries based on provided conditions' },
    });
  });
});
