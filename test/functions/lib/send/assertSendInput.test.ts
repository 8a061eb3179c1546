import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assertSendInput } from '../../../../functions/lib/send/assertSendInput.ts';

const uuid = 'cccccccc-3333-4333-8333-333333333333';
const ulid = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
const assertText = (text: string) => () => assertSendInput({ text, clientMessageId: uuid });
const assertId = (clientMessageId: string) => () => assertSendInput({ text: 'Hello', clientMessageId });

describe('a text', () => {
  it.each([
    ['one byte', 'a'],
    ['8,192 bytes', 'a'.repeat(8_192)],
    ['2,048 emoji of four bytes', '😀'.repeat(2_048)],
    ['blanks alone', ' \n'],
    ['a zero byte', '\0'],
  ])('of %s passes', (_, text) => {
    expect(assertText(text)).not.toThrow();
  });

  it.each([
    ['8,193 bytes', 'a'.repeat(8_193)],
    ['2,048 emoji and a letter', `${'😀'.repeat(2_048)}a`],
    ['4,097 letters of two bytes', 'ä'.repeat(4_097)],
  ])('of %s is too long, and the limit is told', (_, text) => {
    expect(assertText(text)).toThrow(expect.objectContaining({ type: 'LimitExceeded', info: { limit: 8_192 } }));
  });

  it.each([
    ['empty', ''],
    ['a lone high surrogate', 'a\ud83d'],
    ['a lone low surrogate', '\ude00a'],
  ])('that is %s is malformed', (_, text) => {
    expect(assertText(text)).toThrow(expect.objectContaining({ type: 'BadRequest' }));
  });

  it('passes by its bytes, whatever its characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 4_000, size: 'max' }), (text) => {
        const isLong = new TextEncoder().encode(text).length > 8_192;
        if (isLong) expect(assertText(text)).toThrow(expect.objectContaining({ type: 'LimitExceeded' }));
        else expect(assertText(text)).not.toThrow();
      }),
      { numRuns: 60 },
    );
  });
});

describe('a clientMessageId', () => {
  it.each([
    uuid,
    uuid.toUpperCase(),
    crypto.randomUUID(),
    '00000000-0000-0000-0000-000000000000',
    ulid,
    ulid.toLowerCase(),
  ])('of the form %s passes', (id) => {
    expect(assertId(id)).not.toThrow();
  });

  it.each([
    '',
    '1',
    uuid.replaceAll('-', ''),
    `{${uuid}}`,
    `${uuid} `,
    `${uuid}\n`,
    `${uuid}x`,
    ulid.slice(1),
    `${ulid}0`,
    '81ARZ3NDEKTSV4RRFFQ69G5FAV',
    '01ARZ3NDEKTSV4RRFFQ69G5FAI',
    '01ARZ3NDEKTSV4RRFFQ69G5FAU',
  ])('of the form %j is malformed', (id) => {
    expect(assertId(id)).toThrow(expect.objectContaining({ type: 'BadRequest' }));
  });
});
