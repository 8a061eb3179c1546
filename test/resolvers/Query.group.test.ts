import { describe, expect, it } from 'vitest';
import { anaId } from '../support/aResolverContext.ts';
import { aMembership, groupId } from './aGroup.ts';
import { BundledResolver, errorOf, sourceError, unavailable, valueOf } from './BundledResolver.ts';

const code = new BundledResolver('Query.group');
const group = { groupId, name: 'Chess', createdBy: 'x', createdAt: 'then', memberCount: 3, creation: '[]' };

const answer = (groupItem: unknown, membership: unknown) => ({
  args: { id: groupId },
  result: { data: { Groups: [groupItem], GroupMemberships: [membership] }, unprocessedKeys: {} },
});

describe('Query.group', () => {
  it('reads the group and the membership in one consistent batch', () => {
    expect(valueOf(code.request({ args: { id: groupId } }))).toEqual({
      operation: 'BatchGetItem',
      tables: {
        Groups: { keys: [{ groupId: { S: groupId } }], consistentRead: true },
        GroupMemberships: { keys: [{ groupId: { S: groupId }, userId: { S: anaId } }], consistentRead: true },
      },
    });
  });

  it('returns only the public attributes of the item', () => {
    expect(valueOf(code.response(answer(group, aMembership(anaId, 'ADMIN'))))).toEqual({
      id: groupId,
      name: 'Chess',
      createdAt: 'then',
      memberCount: 3,
      myRole: 'ADMIN',
      conversationId: `group:${groupId}`,
    });
  });

  it('answers the same for an unknown group, a deleted group, and one without the caller', () => {
    const mine = aMembership(anaId, 'MEMBER');
    const errors = [answer(null, null), answer(group, null), answer({ ...group, deletedAt: 'then' }, mine)].map(
      (members) => errorOf(code.response(members)),
    );

    expect(errors[0]).toMatchObject({ errorType: 'NotFound', errorInfo: null });
    expect(new Set(errors.map((error) => JSON.stringify(error))).size).toBe(1);
  });

  it('hides the error text of the source', () => {
    expect(errorOf(code.response({ args: { id: groupId }, result: null, error: sourceError }))).toEqual(unavailable);
  });
});
