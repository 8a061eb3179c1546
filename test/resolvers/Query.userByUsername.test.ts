import { describe, expect, it } from 'vitest';
import { aUserItem, bo } from './aUserItem.ts';
import { BundledResolver, errorOf, sourceError, unavailable, valueOf } from './BundledResolver.ts';

const code = new BundledResolver('Query.userByUsername');

describe('Query.userByUsername', () => {
  it('looks the name up in lower case', () => {
    expect(valueOf(code.request({ args: { username: 'Bo.B' } }))).toEqual({
      operation: 'Query',
      index: 'byUsername',
      query: {
        expression: '(#username = :username_eq)',
        expressionNames: { '#username': 'username' },
        expressionValues: { ':username_eq': { S: 'bo.b' } },
      },
      limit: 1,
    });
  });

  it.each(['', 'bo', 'b o b', 'a'.repeat(65), 'bo@example.com', 'bob\n'])('refuses %j as a username', (username) => {
    expect(errorOf(code.request({ args: { username } }))).toMatchObject({ errorType: 'BadRequest' });
  });

  it('returns the user, or null for an unknown name', () => {
    expect(valueOf(code.response({ result: { items: [aUserItem()] } }))).toEqual(bo);
    expect(valueOf(code.response({ result: { items: [] } }))).toBeNull();
  });

  it('hides the error text of the source', () => {
    expect(errorOf(code.response({ result: null, error: sourceError }))).toEqual(unavailable);
  });
});
