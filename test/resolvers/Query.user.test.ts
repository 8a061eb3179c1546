import { describe, expect, it } from 'vitest';
import { boId } from '../support/aResolverContext.ts';
import { aUserItem, bo } from './aUserItem.ts';
import { BundledResolver, errorOf, sourceError, unavailable, valueOf } from './BundledResolver.ts';

const code = new BundledResolver('Query.user');

describe('Query.user', () => {
  it('reads the user consistently', () => {
    expect(valueOf(code.request({ args: { id: boId } }))).toEqual({
      operation: 'GetItem',
      key: { userId: { S: boId } },
      consistentRead: true,
    });
  });

  it.each(['', 'bo', `${boId} `, boId.toUpperCase(), `${boId}\n`])('refuses the id %j', (id) => {
    expect(errorOf(code.request({ args: { id } }))).toMatchObject({ errorType: 'BadRequest', errorInfo: null });
  });

  it('returns only the public attributes of the item', () => {
    expect(valueOf(code.response({ result: aUserItem() }))).toEqual(bo);
  });

  it('returns a disabled account like any other', () => {
    expect(valueOf(code.response({ result: aUserItem({ status: 'DISABLED' }) }))).toEqual(bo);
  });

  it('answers null for an unknown user', () => {
    expect(valueOf(code.response({ result: null }))).toBeNull();
  });

  it('hides the error text of the source, and logs it', () => {
    const evaluation = code.response({ result: null, error: sourceError });

    expect(errorOf(evaluation)).toEqual(unavailable);
    expect(evaluation.logs).toMatchObject([{ level: 'error' }]);
    expect(evaluation.logs[0]?.text).toContain(sourceError.message);
  });
});
