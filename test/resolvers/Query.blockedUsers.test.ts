import { describe, expect, it } from 'vitest';
import { anaId, boId } from '../support/aResolverContext.ts';
import { aUserItem, bo } from './aUserItem.ts';
import { BundledResolver, earlyValueOf, errorOf, sourceError, unavailable, valueOf } from './BundledResolver.ts';

const field = new BundledResolver('Query.blockedUsers');
const list = new BundledResolver('pipeline/blocks/listMyBlocks', 'Query.blockedUsers');
const hydrate = new BundledResolver('pipeline/blocks/hydrateBlocks', 'Query.blockedUsers');
const blocks = [{ blockedId: boId, blockerId: anaId, createdAt: '2026-01-02T00:00:00.000Z' }];
const prev = { result: blocks };
const stash = { nextToken: 'more' };

describe('Query.blockedUsers', () => {
  it.each([0, -1, 101])('refuses a page of %i', (limit) => {
    expect(errorOf(field.request({ args: { limit } }))).toMatchObject({ errorType: 'BadRequest' });
  });

  it.each([
    [undefined, 50],
    [null, 50],
    [1, 1],
    [100, 100],
  ])('requests a page of the caller’s blocks (limit %j: %i)', (limit, size) => {
    expect(valueOf(list.request({ args: { limit, nextToken: 'token' } }))).toEqual({
      operation: 'Query',
      index: 'byBlocker',
      query: {
        expression: '(#blockerId = :blockerId_eq)',
        expressionNames: { '#blockerId': 'blockerId' },
        expressionValues: { ':blockerId_eq': { S: anaId } },
      },
      limit: size,
      nextToken: 'token',
    });
  });

  it('refuses an empty token', () => {
    expect(errorOf(list.request({ args: { nextToken: '' } }))).toMatchObject({ errorType: 'BadRequest' });
  });

  it('keeps the token of the next page', () => {
    const context = list.context({ result: { items: blocks, nextToken: 'more' } });

    expect(valueOf(list.invoke('response', context))).toEqual(blocks);
    expect(context.stash).toEqual(stash);
  });

  it('reads the users of a page in one batch', () => {
    expect(valueOf(hydrate.request({ prev, stash }))).toMatchObject({
      operation: 'BatchGetItem',
      tables: { Users: { keys: [{ userId: { S: boId } }] } },
    });
  });

  it.each([
    ['a user', aUserItem(), bo],
    ['a user without a profile', null, null],
  ])('returns a block of %s', (_, item, user) => {
    const result = { data: { Users: [item] }, unprocessedKeys: {} };

    expect(valueOf(hydrate.response({ prev, stash, result }))).toEqual({
      items: [{ userId: boId, user, createdAt: '2026-01-02T00:00:00.000Z' }],
      nextToken: 'more',
    });
  });

  it('answers an empty page without reading users', () => {
    expect(earlyValueOf(hydrate.request({ prev: { result: [] }, stash }))).toEqual({ items: [], nextToken: 'more' });
  });

  it('does not treat an unprocessed key as an absent user', () => {
    const result = { data: { Users: [null] }, unprocessedKeys: { Users: [{ userId: { S: boId } }] } };

    expect(errorOf(hydrate.response({ prev, stash, result }))).toMatchObject({ errorType: 'Unavailable' });
  });

  it('answers with the page of its last step', () => {
    const page = { items: [], nextToken: null };

    expect(valueOf(field.response({ prev: { result: page } }))).toEqual(page);
  });

  it.each([
    ['listing', list],
    ['hydrating', hydrate],
  ])('hides the error text of the source on %s', (_, step) => {
    expect(errorOf(step.response({ prev, stash, result: null, error: sourceError }))).toEqual(unavailable);
  });
});
