import { describe, expect, it } from 'vitest';
import { anaId, anaSignedInAt, boId } from '../support/aResolverContext.ts';
import { anaItem } from './aGroup.ts';
import { aUserItem, bo } from './aUserItem.ts';
import { BundledResolver, errorOf, sourceError, unavailable, valueOf } from './BundledResolver.ts';
import { fourWrites } from './FourWrites.ts';

const field = new BundledResolver('Mutation.blockUser');
const readTarget = new BundledResolver('pipeline/blocks/readBlockTarget', 'Mutation.blockUser');
const put = new BundledResolver('pipeline/blocks/putBlock', 'Mutation.blockUser');
const args = { userId: boId };
const stash = { target: aUserItem() };
const found = (...users: unknown[]) => ({ data: { Users: users }, unprocessedKeys: {} });
const written = { blockedId: boId, blockerId: anaId, createdAt: '2026-01-02T00:00:00.000Z' };

describe('Mutation.blockUser', () => {
  it.each([
    ['the caller', anaId, 'This is your own ID.'],
    ['a malformed id', 'bo', 'This is not a user ID.'],
  ])('refuses %s', (_, userId, message) => {
    expect(errorOf(field.request({ args: { userId } }))).toMatchObject({ errorType: 'BadRequest', message });
  });

  it('reads both users consistently in one round trip, and keeps the other for the answer', () => {
    expect(valueOf(readTarget.request({ args }))).toEqual({
      operation: 'BatchGetItem',
      tables: { Users: { keys: [{ userId: { S: anaId } }, { userId: { S: boId } }], consistentRead: true } },
    });
    const context = readTarget.context({ args, result: found(anaItem, aUserItem()) });
    readTarget.invoke('response', context);
    expect(context.stash).toEqual({ target: aUserItem() });
  });

  it.each([
    ['a token after its sign-out', { signedOutAt: anaSignedInAt }],
    ['a disabled account', { status: 'DISABLED' }],
    ['a deleted account', { status: 'DELETED' }],
  ])('refuses %s', (_, more) => {
    const result = found({ ...anaItem, ...more }, aUserItem());

    expect(errorOf(readTarget.response({ args, result }))).toMatchObject({
      errorType: 'Unauthorized',
      message: 'Please sign in again.',
    });
  });

  it('refuses a user who does not exist', () => {
    expect(errorOf(put.request({ args, stash: { target: null } }))).toMatchObject({
      errorType: 'NotFound',
      message: 'There is no such user.',
    });
  });

  it('writes the block of the caller, and keeps the time of an earlier one', () => {
    expect(valueOf(put.request({ args, stash }))).toEqual({
      operation: 'UpdateItem',
      key: { blockedId: { S: boId }, blockerId: { S: anaId } },
      update: {
        expression: 'SET createdAt = if_not_exists(createdAt, :now)',
        expressionValues: { ':now': { S: '2026-01-02T03:04:05.678Z' } },
      },
    });
  });

  it.each([0, 1, 2, 3])('answers after %i conflicts, and stops writing after a success', (failures) => {
    const writes = fourWrites(put, 'Mutation.blockUser', { args, stash, failures, result: written });

    expect(writes.sent).toBe(failures + 1);
    expect(valueOf(field.response({ args, stash: writes.stash }))).toEqual({
      userId: boId,
      user: bo,
      createdAt: '2026-01-02T00:00:00.000Z',
    });
  });

  it('is Unavailable after four conflicts, and hides them', () => {
    const writes = fourWrites(put, 'Mutation.blockUser', { args, stash, failures: 4, result: written });

    expect(writes.sent).toBe(4);
    expect(errorOf(field.response({ args, stash: writes.stash }))).toMatchObject({
      errorType: 'Unavailable',
      message: 'The service cannot answer now. Please try again.',
    });
  });

  it('hides the error text of the source that it reads', () => {
    expect(errorOf(readTarget.response({ args, result: null, error: sourceError }))).toEqual(unavailable);
  });
});
