import { describe, expect, it } from 'vitest';
import { anaId } from '../support/aResolverContext.ts';
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

  it('asks the function for the profile that the trigger could not create', () => {
    expect(valueOf(heal.request({ prev: { result: null } }))).toMatchObject({
      operation: 'Invoke',
      payload: { caller: { userId: anaId } },
    });
    expect(valueOf(heal.response({ result: { result: aUserItem() } }))).toEqual(aUserItem());
  });

  it('passes on that the name is somebody else’s', () => {
    const error = { type: 'Conflict', message: 'This username is taken.' };

    expect(errorOf(heal.response({ result: { error } }))).toMatchObject({ errorType: 'Conflict' });
  });

  it('shows the profile and nothing else of the item', () => {
    expect(valueOf(field.response({ prev: { result: aUserItem() } }))).toEqual(bo);
  });

  it('tells nothing of what the source said', () => {
    expect(errorOf(read.response({ result: null, error: sourceError }))).toEqual(unavailable);
    expect(errorOf(heal.response({ result: null, error: sourceError })).message).not.toContain('arn:');
  });
});
