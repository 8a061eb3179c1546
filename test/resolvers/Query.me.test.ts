import { describe, expect, it } from 'vitest';
import { anaId, anaIdentity } from '../support/aResolverContext.ts';
import { aUserItem, bo } from './aUserItem.ts';
import { BundledResolver, earlyValueOf, errorOf, sourceError, unavailable, valueOf } from './BundledResolver.ts';

const field = new BundledResolver('Query.me');
const read = new BundledResolver('pipeline/profiles/readMyProfile', 'Query.me');
const heal = new BundledResolver('pipeline/profiles/healMyProfile', 'Query.me');

describe('Query.me', () => {
  it('reads the profile of the token, consistently, whatever the arguments say', () => {
    expect(valueOf(read.request({ args: { id: 'somebody' } }))).toEqual({
      operation: 'GetItem',
      key: { userId: { S: anaId } },
      consistentRead: true,
    });
  });

  it('leaves a profile that is there alone', () => {
    const item = aUserItem();

    expect(valueOf(read.response({ result: item }))).toEqual(item);
    expect(earlyValueOf(heal.request({ prev: { result: item } }))).toEqual(item);
  });

  it('creates the profile that the trigger could not, and overwrites nothing', () => {
    const identity = { ...anaIdentity, username: 'Ana' };

    expect(valueOf(heal.request({ identity, prev: { result: null } }))).toEqual({
      operation: 'UpdateItem',
      key: { userId: { S: anaId } },
      update: {
        expression:
          'SET username = if_not_exists(username, :username), displayName = if_not_exists(displayName, :username), ' +
          '#status = if_not_exists(#status, :active), createdAt = if_not_exists(createdAt, :now)',
        expressionNames: { '#status': 'status' },
        expressionValues: {
          ':username': { S: 'ana' },
          ':active': { S: 'ACTIVE' },
          ':now': { S: '2026-01-02T03:04:05.678Z' },
        },
      },
    });
  });

  it('shows the profile and nothing else of the item', () => {
    expect(valueOf(field.response({ prev: { result: aUserItem() } }))).toEqual(bo);
  });

  it.each([
    ['reading', read],
    ['healing', heal],
  ])('tells nothing of what the source said on %s', (_, step) => {
    expect(errorOf(step.response({ result: null, error: sourceError }))).toEqual(unavailable);
  });
});
