import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { conditionCases } from './documented/conditions.ts';
import { countCases } from './documented/counts.ts';
import { Key, N, S, type DocumentedCase } from './documented/DocumentedCase.ts';
import { keyCases } from './documented/keys.ts';
import { updateCases } from './documented/updates.ts';
import { createTestGate, type TestGate } from './TestGate.ts';

// What DynamoDB documents, held against the engine through the gate, which corrects or refuses what the engine gets wrong.
let gate: TestGate;
const TableName = 'Items';

beforeAll(async () => {
  gate = await createTestGate();
  for (const sort of [1, 2, 3, 4, 5]) {
    const Item = { p: S('q'), n: N(sort), o: S('ann'), r: N(sort) };
    await gate.call('PutItem', { TableName, Item });
  }
});
afterAll(() => gate.stop());
beforeEach(() => gate.call('DeleteItem', { TableName, Key }));

const hasTable = (operation: string): boolean => !/^(Batch|Transact)/.test(operation);
const withoutKey = (item: unknown): unknown => {
  const attributes = { ...(item as Record<string, unknown>) };
  delete attributes['p'];
  delete attributes['n'];
  return attributes;
};
const typeOf = (body: Record<string, unknown>): string => String(body['__type']).replace(/^.*#/, '');

async function check({ before, operation, input, expects }: DocumentedCase): Promise<void> {
  if (before) await gate.call('PutItem', { TableName, Item: { ...Key, ...before } });
  const answer = await gate.call(operation, hasTable(operation) ? { TableName, ...input } : input);
  const { status, body } = answer;
  if (expects === 'success') {
    expect(answer).toMatchObject({ status: 200 });
  } else if (expects === 'conditionFails') {
    expect(typeOf(body)).toBe('ConditionalCheckFailedException');
  } else if (expects === 'refused') {
    expect([status, typeOf(body)]).toEqual([400, 'ValidationException']);
  } else if ('refusal' in expects) {
    expect([status, typeOf(body), body['message']]).toEqual([
      400,
      'ValidationException',
      expect.stringContaining(expects.refusal),
    ]);
  } else if ('reason' in expects) {
    expect(typeOf(body)).toBe('TransactionCanceledException');
    expect(JSON.stringify(body['CancellationReasons'])).toContain(expects.reason);
  } else if ('after' in expects) {
    expect(answer).toMatchObject({ status: 200 });
    const stored = await gate.call('GetItem', { TableName, Key, ConsistentRead: true });
    expect(withoutKey(stored.body['Item'])).toEqual(expects.after);
  } else {
    expect((body['Items'] as { n: unknown }[]).map(({ n }) => n)).toEqual(expects.sorts.map(N));
  }
}

describe.each([
  ['an update', updateCases],
  ['a condition', conditionCases],
  ['keys and values', keyCases],
  ['counts and parameters', countCases],
] as const)('DynamoDB documents of %s', (_, cases) => {
  it.each(cases.map((one) => [one.title, one] as const))('%s', (_title, one) => check(one));
});

it('appends every element that several updates set at once after the end of a list', async () => {
  const values = Array.from({ length: 12 }, (_, index) => N(index));
  await gate.call('PutItem', { TableName, Item: { ...Key, l: { L: [] } } });

  const answers = await Promise.all(
    values.map((value) =>
      gate.call('UpdateItem', {
        TableName,
        Key,
        UpdateExpression: 'SET l[99] = :v',
        ExpressionAttributeValues: { ':v': value },
      }),
    ),
  );

  expect(answers.map(({ status }) => status)).toEqual(values.map(() => 200));
  const { body } = await gate.call('GetItem', { TableName, Key, ConsistentRead: true });
  expect((body['Item'] as { l: { L: { N: string }[] } }).l.L.map((one) => Number(one.N)).sort((a, b) => a - b)).toEqual(
    values.map((_, index) => index),
  );
});

it('refuses by name a transaction that sets an element after the end of a list', async () => {
  await gate.call('PutItem', { TableName, Item: { ...Key, l: { L: [] } } });
  const Update = { TableName, Key, UpdateExpression: 'SET l[0] = :v', ExpressionAttributeValues: { ':v': N(1) } };

  await expect(gate.call('TransactWriteItems', { TransactItems: [{ Update }] })).rejects.toThrow(
    "The local runtime does not support setting an element after a list's end in a transaction.",
  );
});

it('runs at least 60 documented cases, each with its source', () => {
  const all = [...updateCases, ...conditionCases, ...keyCases, ...countCases];

  expect(all.length).toBeGreaterThanOrEqual(200);
  expect(all.filter(({ source }) => !source.startsWith('https://'))).toEqual([]);
});
