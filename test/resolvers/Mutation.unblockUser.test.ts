import { describe, expect, it } from 'vitest';
import { anaId, boId } from '../support/aResolverContext.ts';
import { aUserItem, bo } from './aUserItem.ts';
import { BundledResolver, errorOf, valueOf } from './BundledResolver.ts';
import { fourWrites } from './FourWrites.ts';

const field = new BundledResolver('Mutation.unblockUser');
const remove = new BundledResolver('pipeline/blocks/deleteBlock', 'Mutation.unblockUser');
const args = { userId: boId };
const removing = { args, stash: { target: aUserItem() } };

describe('Mutation.unblockUser', () => {
  it.each([anaId, 'bo', ''])('refuses %j', (userId) => {
    expect(errorOf(field.request({ args: { userId } }))).toMatchObject({ errorType: 'BadRequest' });
  });

  it('deletes the block of the caller', () => {
    expect(valueOf(remove.request({ args }))).toEqual({
      operation: 'DeleteItem',
      key: { blockedId: { S: boId }, blockerId: { S: anaId } },
    });
  });

  it.each([
    ['the block that was', { blockedId: boId, blockerId: anaId }],
    ['none, in a repeat', null],
  ])('answers after deleting %s', (_, result) => {
    const { stash, sent } = fourWrites(remove, 'Mutation.unblockUser', { ...removing, failures: 0, result });

    expect(sent).toBe(1);
    expect(valueOf(field.response({ args, stash }))).toEqual({ userId: boId, user: bo, createdAt: null });
  });

  it('answers without a user when there is none', () => {
    const members = { args, stash: { target: null }, failures: 1, result: null };
    const { stash } = fourWrites(remove, 'Mutation.unblockUser', members);

    expect(valueOf(field.response({ args, stash }))).toEqual({ userId: boId, user: null, createdAt: null });
  });

  it('is Unavailable after four conflicts', () => {
    const { stash, sent } = fourWrites(remove, 'Mutation.unblockUser', { ...removing, failures: 4, result: null });

    expect(sent).toBe(4);
    expect(errorOf(field.response({ args, stash }))).toMatchObject({ errorType: 'Unavailable' });
  });
});
