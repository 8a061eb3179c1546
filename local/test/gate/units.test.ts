import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestGate, type TestGate } from './TestGate.ts';

let gate: TestGate;
beforeAll(async () => {
  gate = await createTestGate();
});
afterAll(() => gate.stop());

const key = (seq: number) => ({ conversationId: { S: 'c' }, seq: { N: String(seq) } });
const bytesOfKey = 'conversationId'.length + 'c'.length + 'seq'.length + 2;

/** An item of so many bytes by DynamoDB's rules: names and texts in UTF-8, a number of one or two digits takes two. */
const anItem = (bytes: number, seq = 1) => ({ ...key(seq), text: { S: 'x'.repeat(bytes - bytesOfKey - 4) } });

const costOf = async (operation: string, input: Record<string, unknown>) => {
  const requestId = crypto.randomUUID();
  await gate.call(operation, input, { requestId });
  const { readUnits, writeUnits } = gate.controls.ledger.take(requestId);
  return { readUnits, writeUnits };
};

const TableName = 'Messages';
const write = (Item: Record<string, unknown>) => costOf('PutItem', { TableName, Item });
const remove = (seq = 1) => costOf('DeleteItem', { TableName, Key: key(seq) });
const kilobytes = (bytes: number, each: number) => Math.ceil(bytes / (each * 1024));

/** Near the edges of the units, where a rule that is a little wrong shows. */
const bytes = fc
  .tuple(fc.constantFrom(1, 2, 4, 8, 12), fc.integer({ min: -2, max: 2 }))
  .map(([units, offset]) => units * 1024 + offset);

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html */
describe('the units of the engine are those that DynamoDB documents', () => {
  it('for writes: one for each KB of the larger of the item before and after, two in a transaction', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, bytes, async (before, after) => {
        await remove();
        expect(await write(anItem(before))).toEqual({ readUnits: 0, writeUnits: kilobytes(before, 1) });
        const larger = kilobytes(Math.max(before, after), 1);
        expect(await write(anItem(after))).toEqual({ readUnits: 0, writeUnits: larger });
        const Put = { TableName, Item: anItem(before) };
        expect(await costOf('TransactWriteItems', { TransactItems: [{ Put }] })).toEqual({
          readUnits: 0,
          writeUnits: 2 * larger,
        });
      }),
      { numRuns: 30 },
    );
  });

  it('for reads: one for each 4 KB of an item, half of it where it may be stale, two in a transaction', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, async (size) => {
        await write(anItem(size));
        const units = kilobytes(size, 4);
        const Get = { TableName, Key: key(1) };

        expect(await costOf('GetItem', { ...Get, ConsistentRead: true })).toMatchObject({ readUnits: units });
        expect(await costOf('GetItem', Get)).toMatchObject({ readUnits: units / 2 });
        expect(await costOf('TransactGetItems', { TransactItems: [{ Get }] })).toMatchObject({ readUnits: 2 * units });
      }),
      { numRuns: 30 },
    );
  });

  it('for a batch: each item by itself, and one for an item that is not there', async () => {
    await write(anItem(1_000, 1));
    await write(anItem(5_000, 2));
    await remove(3);
    const Messages = { Keys: [key(1), key(2), key(3)], ConsistentRead: true };

    expect(await costOf('BatchGetItem', { RequestItems: { Messages } })).toMatchObject({ readUnits: 1 + 2 + 1 });
  });

  it('for a query: all that it read together, projected or not, and one where it found nothing', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, bytes, async (one, other) => {
        await write(anItem(one, 1));
        await write(anItem(other, 2));
        await remove(3);
        const query = {
          TableName,
          ConsistentRead: true,
          KeyConditionExpression: 'conversationId = :id',
          ProjectionExpression: 'seq',
        };
        const found = await costOf('Query', { ...query, ExpressionAttributeValues: { ':id': { S: 'c' } } });
        const nothing = await costOf('Query', { ...query, ExpressionAttributeValues: { ':id': { S: 'none' } } });

        expect(found).toMatchObject({ readUnits: kilobytes(one + other, 4) });
        expect(nothing).toMatchObject({ readUnits: 1 });
      }),
      { numRuns: 20 },
    );
  });
});
