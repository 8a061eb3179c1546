import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor, positionKey } from '../../functions/checkMessages/cursor.ts';
import { DomainError } from '../../functions/lib/lambda/DomainError.ts';

const positions = fc
  .array(fc.tuple(fc.string(), fc.maxSafeNat()), { maxLength: 20 })
  .map((entries) => new Map(entries.map(([conversationId, seq]) => [positionKey(conversationId), seq])));

/** What a cursor says, or undefined where it is refused; nothing else may happen. */
const read = (cursor: string): ReadonlyMap<string, number> | undefined => {
  try {
    return decodeCursor(cursor);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    expect(error.type).toBe('BadRequest');
    return undefined;
  }
};

describe('a cursor', () => {
  it('says what was written into it', () => {
    fc.assert(
      fc.property(positions, (written) => {
        expect(decodeCursor(encodeCursor(written))).toEqual(written);
      }),
    );
  });

  it('is opaque, and may stand in a URL', () => {
    fc.assert(
      fc.property(positions, (written) => {
        expect(encodeCursor(written)).toMatch(/^[A-Za-z0-9_-]+$/);
      }),
    );
  });

  it('costs at most 13 characters for each conversation of up to 16,383 messages', () => {
    const written = new Map(Array.from({ length: 1_000 }, (_, index) => [positionKey(`direct:${index}`), 16_383]));

    expect(encodeCursor(written).length).toBeLessThan(13.4 * 1_000);
  });

  it('of any text is refused as a bad request or gives seqs', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const seq of read(text)?.values() ?? []) expect(seq).toSatisfy(Number.isSafeInteger);
      }),
    );
  });

  it('of any bytes is refused as a bad request or gives seqs', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const cursor = Buffer.concat([Buffer.from([1]), bytes]).toString('base64url');
        for (const seq of read(cursor)?.values() ?? []) expect(seq).toSatisfy(Number.isSafeInteger);
      }),
      { numRuns: 1_000 },
    );
  });

  it('that was cut is refused', () => {
    const cursor = encodeCursor(new Map([[positionKey('direct:a'), 300]]));

    for (let length = 2; length < cursor.length; length += 1) expect(read(cursor.slice(0, length))).toBeUndefined();
  });

  it('of a number that no seq can be is refused', () => {
    const cursor = Buffer.from([1, ...Buffer.alloc(8), ...Buffer.alloc(9, 0xff), 0x7f]).toString('base64url');

    expect(read(cursor)).toBeUndefined();
  });
});
