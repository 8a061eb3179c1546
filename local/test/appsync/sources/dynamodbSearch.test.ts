import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DataSource, DataSourceResult } from '../../../appsync/sources/DataSource.ts';
import { createTestGate, put, type TestGate } from '../../gate/TestGate.ts';
import { aDynamodbSource } from './aDynamodbSource.ts';

let gate: TestGate;
let users: DataSource;
let messages: DataSource;

beforeAll(async () => {
  gate = await createTestGate();
  users = aDynamodbSource(gate, 'Users');
  messages = aDynamodbSource(gate, 'Messages');
});
afterAll(() => gate.stop());

const invoke = (source: DataSource, request: unknown, issuer = 'Query.test'): Promise<DataSourceResult> =>
  source.invoke(request, { requestId: randomUUID(), issuer });
const S = (text: string) => ({ S: text });

describe('searches', () => {
  const query = (more: Record<string, unknown> = {}, conversation = 'search') => ({
    operation: 'Query',
    query: { expression: 'conversationId = :c', expressionValues: { ':c': S(conversation) } },
    ...more,
  });

  beforeAll(async () => {
    for (let seq = 1; seq <= 5; seq += 1) {
      const request = {
        operation: 'PutItem',
        key: { conversationId: S('search'), seq: { N: seq } },
        attributeValues: { half: { N: Math.ceil(seq / 2) } },
      };
      await invoke(messages, request);
    }
  });

  it('give items, the token of the next page and what was scanned', async () => {
    const filter = { expression: 'half > :s', expressionValues: { ':s': { N: 1 } } };
    const first = await invoke(messages, query({ limit: 3, filter }));

    expect(first).toEqual({
      result: {
        items: [{ conversationId: 'search', seq: 3, half: 2 }],
        nextToken: expect.stringMatching(/^eyJ2ZXJzaW9u/) as string,
        scannedCount: 3,
      },
    });
    const { nextToken } = first.result as { nextToken: string };
    expect(await invoke(messages, query({ filter, nextToken }))).toMatchObject({
      result: { items: [{ seq: 4 }, { seq: 5 }], nextToken: null },
    });
  });

  it('run backwards', async () => {
    expect(await invoke(messages, query({ scanIndexForward: false, limit: 1, nextToken: null }))).toMatchObject({
      result: { items: [{ seq: 5 }] },
    });
  });

  it('use an index, and refuse a consistent read of it', async () => {
    await gate.call('PutItem', put('indexed'));
    const request = {
      operation: 'Query',
      index: 'byUsername',
      query: { expression: 'username = :u', expressionValues: { ':u': S('indexed') } },
    };

    expect(await invoke(users, request)).toMatchObject({ result: { items: [{ userId: 'indexed' }] } });
    expect(await invoke(users, { ...request, consistentRead: true })).toMatchObject({
      error: { type: 'DynamoDB:DynamoDbException', message: expect.stringContaining('Consistent reads') as string },
    });
  });

  it('refuse a token of another resolver, another source, or of nobody', async () => {
    const { result } = await invoke(messages, query({ limit: 1 }), 'Query.messages');
    const { nextToken } = result as { nextToken: string };
    const refused = {
      result: null,
      error: {
        type: 'DynamoDB:UserIllegalArgumentException',
        message:
          'com.amazonaws.deepdish.common.pagination.InvalidPaginationTokenException: Invalid pagination token given.',
      },
    };
    const envelope = Buffer.from(JSON.stringify({ version: 3, token: Buffer.alloc(60).toString('base64') }));

    expect(await invoke(messages, query({ nextToken }), 'Query.other')).toEqual(refused);
    expect(await invoke(aDynamodbSource(gate, 'Messages'), query({ nextToken }), 'Query.messages')).toEqual(refused);
    expect(await invoke(messages, query({ nextToken: envelope.toString('base64') }), 'Query.messages')).toEqual(
      refused,
    );
    expect(await invoke(messages, query({ nextToken: 'nonsense' }), 'Query.messages')).toEqual(refused);
    expect(await invoke(messages, query({ nextToken }), 'Query.messages')).toMatchObject({
      result: { items: [{ seq: 2 }, { seq: 3 }, { seq: 4 }, { seq: 5 }] },
    });
  });

  it('scan', async () => {
    expect(await invoke(messages, { operation: 'Scan', limit: 3 })).toMatchObject({ result: { scannedCount: 3 } });
  });
});
