import { describe, expect, it } from 'vitest';
import type { GroupRole } from '../../domain/groupPolicy.ts';
import { anaId } from '../support/aResolverContext.ts';
import { aGroup, aMembership, conversationId, groupId } from './aGroup.ts';
import { batchOf, committed, PipelineRun } from './PipelineRun.ts';

const field = new PipelineRun('Mutation.deleteGroup');
const now = '2026-01-02T03:04:05.678Z';

const remove = (tables = aGroup()) =>
  field.run({ groupId }, (request) => (request.operation === 'BatchGetItem' ? batchOf(request, tables) : committed));

const deletedBy = (userId: string) =>
  aGroup({
    Groups: [
      { groupId, name: 'Chess', createdBy: anaId, createdAt: now, memberCount: 0, deletedAt: now, deletedBy: userId },
    ],
  });

const withRole = (role: GroupRole) => aGroup({ GroupMemberships: [aMembership(anaId, role)] });

describe('Mutation.deleteGroup', () => {
  it('deletes the group and closes its conversation in three actions, with the role of the caller pinned', () => {
    const { requests, value } = remove();

    expect(value).toMatchObject({ id: groupId, memberCount: 0, myRole: null, members: { items: [], nextToken: null } });
    expect(requests[1]?.transactItems).toMatchObject([
      { operation: 'ConditionCheck', table: 'GroupMemberships', condition: { expression: '#role = :role' } },
      {
        operation: 'UpdateItem',
        table: 'Groups',
        update: {
          expression: 'SET deletedAt = :now, deletedBy = :me, memberCount = :none',
          expressionValues: { ':now': { S: now }, ':me': { S: anaId }, ':none': { N: 0 } },
        },
        condition: { expression: 'attribute_not_exists(deletedAt)' },
      },
      {
        operation: 'UpdateItem',
        table: 'Conversations',
        key: { conversationId: { S: conversationId } },
        update: { expression: 'SET closedAt = :now' },
      },
    ]);
    expect(requests[1]?.transactItems?.[2]).not.toHaveProperty('condition');
  });

  it('answers a repeat from the group row, only for the user who deleted it', () => {
    expect(remove(deletedBy(anaId))).toMatchObject({
      value: { memberCount: 0, myRole: null },
      requests: { length: 1 },
    });
    expect(remove(deletedBy('another user')).error).toMatchObject({ errorType: 'NotFound' });
  });

  it.each(['ADMIN', 'MEMBER'] as const)('refuses an %s', (role) => {
    expect(remove(withRole(role))).toMatchObject({ error: { errorType: 'Forbidden' }, requests: { length: 1 } });
  });
});
