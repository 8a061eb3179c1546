import { describe, expect, it } from 'vitest';
import type { GroupRole } from '../../domain/groupPolicy.ts';
import { anaId } from '../support/aResolverContext.ts';
import { aGroup, aMembership, conversationId, groupId } from './aGroup.ts';
import { batchOf, committed, PipelineRun } from './PipelineRun.ts';

const field = new PipelineRun('Mutation.leaveGroup');

const aGroupOf = (memberCount: number, role: GroupRole) =>
  aGroup({
    Groups: [{ groupId, name: 'Chess', createdBy: anaId, memberCount }],
    GroupMemberships: [aMembership(anaId, role)],
    Participants: [{ userId: anaId, conversationId, groupId, readSeq: 7, fromSeq: 3 }],
  });

const leave = (tables: ReturnType<typeof aGroup>) =>
  field.run({ groupId }, (request) => (request.operation === 'BatchGetItem' ? batchOf(request, tables) : committed));

describe('Mutation.leaveGroup', () => {
  it('names no item twice, although the caller is the departing user', () => {
    const { requests } = leave(aGroupOf(2, 'MEMBER'));

    const keys = Object.values(requests[0]?.tables ?? {}).map((table) => table.keys.length);
    expect(keys).toEqual([1, 1, 1, 1, 1]);
    expect(requests[1]?.transactItems?.map(({ operation, table }) => `${String(operation)} ${String(table)}`)).toEqual([
      'DeleteItem GroupMemberships',
      'UpdateItem Participants',
      'UpdateItem Groups',
    ]);
  });

  it('deletes the group with its last member, on condition that no other user joined', () => {
    const items = leave(aGroupOf(1, 'OWNER')).requests[1]?.transactItems ?? [];

    expect(items[2]).toMatchObject({
      table: 'Groups',
      update: { expression: 'SET deletedAt = :now, deletedBy = :me, memberCount = :none' },
      condition: { expression: 'attribute_not_exists(deletedAt) AND memberCount = :one' },
    });
    expect(items[3]).toMatchObject({ table: 'Conversations', update: { expression: 'SET closedAt = :now' } });
  });

  it('refuses an owner while the group has other members', () => {
    expect(leave(aGroupOf(2, 'OWNER'))).toMatchObject({
      error: { errorType: 'Forbidden', errorInfo: { reason: 'OWNER_MUST_TRANSFER' } },
      requests: { length: 1 },
    });
  });

  it('answers the same for a deleted group as for an unknown one', () => {
    const deleted = { ...aGroupOf(1, 'MEMBER'), Groups: [{ groupId, memberCount: 1, deletedAt: 'then' }] };

    const errors = [leave(deleted), leave(aGroup({ Groups: [], GroupMemberships: [] }))].map(({ error }) => error);

    expect(errors[0]).toMatchObject({ errorType: 'NotFound' });
    expect(errors[0]).toEqual(errors[1]);
  });
});
