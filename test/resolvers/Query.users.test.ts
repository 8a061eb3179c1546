import { describe, expect, it } from 'vitest';
import { anaId, boId } from '../support/aResolverContext.ts';
import { aUserItem, bo } from './aUserItem.ts';
import { BundledResolver, earlyValueOf, errorOf, sourceError, unavailable, valueOf } from './BundledResolver.ts';

const code = new BundledResolver('Query.users');
const idOf = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

describe('Query.users', () => {
  it('reads each user once, consistently, in one batch', () => {
    expect(valueOf(code.request({ args: { ids: [boId, anaId, boId] } }))).toEqual({
      operation: 'BatchGetItem',
      tables: { Users: { keys: [{ userId: { S: boId } }, { userId: { S: anaId } }], consistentRead: true } },
    });
  });

  it('answers an empty list without a read', () => {
    expect(earlyValueOf(code.request({ args: { ids: [] } }))).toEqual([]);
  });

  it('accepts 100 ids, and names the limit for more', () => {
    const ids = Array.from({ length: 101 }, (_, index) => idOf(index));

    expect(valueOf(code.request({ args: { ids: ids.slice(1) } }))).toHaveProperty('tables.Users.keys.length', 100);
    expect(errorOf(code.request({ args: { ids } }))).toMatchObject({
      errorType: 'LimitExceeded',
      errorInfo: { limit: 100 },
    });
  });

  it('refuses one malformed id among others', () => {
    expect(errorOf(code.request({ args: { ids: [boId, 'bo'] } }))).toMatchObject({ errorType: 'BadRequest' });
  });

  it('answers in the requested order, with null for an unknown user', () => {
    const result = { data: { Users: [null, aUserItem()] }, unprocessedKeys: {} };

    expect(valueOf(code.response({ args: { ids: [boId, anaId, boId] }, result }))).toEqual([bo, null, bo]);
  });

  it('does not treat an unprocessed key as an absent user', () => {
    const result = { data: { Users: [null] }, unprocessedKeys: { Users: [{ userId: { S: boId } }] } };

    expect(errorOf(code.response({ args: { ids: [boId] }, result }))).toMatchObject({ errorType: 'Unavailable' });
  });

  it('hides the error text of the source', () => {
    expect(errorOf(code.response({ args: { ids: [boId] }, result: null, error: sourceError }))).toEqual(unavailable);
  });
});
