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
  it('names no item twice: the caller is who goes', () => {
    const { requests } = leave(aGroupOf(2, 'MEMBER'));

    const keys = Object.values(requests[0]?.tables ?? {}).map((table) => table.keys.length);
    expect(keys).toEqual([1, 1, 1, 1, 1]);
    expect(requests[1]?.transactItems?.map(({ operation, table }) => `${String(operation)} ${String(table)}`)).toEqual([
      'DeleteItem GroupMemberships',
      'UpdateItem Participants',
      'UpdateItem Groups',
    ]);
  });

  it('deletes the group with its owner when nobody joined meanwhile', () => {
    const items = leave(aGroupOf(1, 'OWNER')).requests[1]?.transactItems ?? [];

    expect(items[2]).toMatchObject({
      table: 'Groups',
      update: { expression: 'SET deletedAt = :now, deletedBy = :me, memberCount = :none' },
      condition: { expression: 'attribute_not_exists(deletedAt) AND memberCount = :one' },
    });
    expect(items[3]).toMatchObject({ table: 'Conversations', update: { expression: 'SET closedAt = :now' } });
  });

  it('keeps the owner of others', () => {
    expect(leave(aGroupOf(2, 'OWNER'))).toMatchObject({
      error: { errorType: 'Forbidden', errorInfo: { reason: 'OWNER_MUST_TRANSFER' } },
      requests: { length: 1 },
    });
  });

  it('says of a group that was deleted around a member what it says of no group', () => {
    const deleted = { ...aGroupOf(1, 'MEMBER'), Groups: [{ groupId, memberCount: 1, deletedAt: 'then' }] };

    const errors = [leave(deleted), leave(aGroup({ Groups: [], GroupMemberships: [] }))].map(({ error }) => error);

    expect(errors[0]).toMatchObject({ errorType: 'NotFound' });
    expect(errors[0]).toEqual(errors[1]);
  });
});
