import { describe, expect, it } from 'vitest';
import { anaId } from '../support/aResolverContext.ts';
import { aUserItem, bo } from './aUserItem.ts';
import { BundledResolver, earlyValueOf, errorOf, sourceError, unavailable, valueOf } from './BundledResolver.ts';

const field = new BundledResolver('Query.me');
const read = new BundledResolver('pipeline/profiles/readMyProfile', 'Query.me');
const heal = new BundledResolver('pipeline/profiles/healMyProfile', 'Query.me');

describe('Query.me', () => {
  it('reads the profile of the token consistently, regardless of the arguments', () => {
    expect(valueOf(read.request({ args: { id: 'another user' } }))).toEqual({
      operation: 'GetItem',
      key: { userId: { S: anaId } },
      consistentRead: true,
    });
  });

  it('does not change an existing profile', () => {
    const item = aUserItem();

    expect(valueOf(read.response({ result: item }))).toEqual(item);
    expect(earlyValueOf(heal.request({ prev: { result: item } }))).toEqual(item);
  });

  it('calls the function to create a missing profile', () => {
    expect(valueOf(heal.request({ prev: { result: null } }))).toMatchObject({
      operation: 'Invoke',
      payload: { caller: { userId: anaId } },
    });
    expect(valueOf(heal.response({ result: { result: aUserItem() } }))).toEqual(aUserItem());
  });

  it('forwards the refusal of a name that is in use', () => {
    const error = { type: 'Conflict', message: 'This username is taken.' };

    expect(errorOf(heal.response({ result: { error } }))).toMatchObject({ errorType: 'Conflict' });
  });

  it('returns only the public attributes of the item', () => {
    expect(valueOf(field.response({ prev: { result: aUserItem() } }))).toEqual(bo);
  });

  it('hides the error text of the source', () => {
    expect(errorOf(read.response({ result: null, error: sourceError }))).toEqual(unavailable);
    expect(errorOf(heal.response({ result: null, error: sourceError })).message).not.toContain('arn:');
  });
});
