import { describe, expect, it } from 'vitest';
import { anaId, boId } from '../support/aResolverContext.ts';
import { aGroup, aGroupWith, aMembership, groupId } from './aGroup.ts';
import { batchOf, committed, PipelineRun } from './PipelineRun.ts';

const field = new PipelineRun('Mutation.transferGroup');

const transfer = (tables = aGroupWith('MEMBER')) =>
  field.run({ groupId, userId: boId }, (request) =>
    request.operation === 'BatchGetItem' ? batchOf(request, tables) : committed,
  );

const transferred = (by: string, to: string) =>
  aGroup({
    Groups: [{ groupId, name: 'Chess', createdBy: anaId, memberCount: 2, transferredBy: by, transferredTo: to }],
    GroupMemberships: [aMembership(anaId, 'ADMIN'), aMembership(boId, 'OWNER')],
  });

describe('Mutation.transferGroup', () => {
  it('changes both roles in one transaction, each pinned as read', () => {
    const { requests, value } = transfer();

    expect(value).toMatchObject({ id: groupId, myRole: 'ADMIN', memberCount: 2 });
    expect(requests[1]?.transactItems).toMatchObject([
      {
        operation: 'UpdateItem',
        key: { userId: { S: anaId } },
        update: { expressionValues: { ':next': { S: 'ADMIN' } } },
        condition: { expression: '#role = :role', expressionValues: { ':role': { S: 'OWNER' } } },
      },
      {
        operation: 'UpdateItem',
        key: { userId: { S: boId } },
        update: { expressionValues: { ':next': { S: 'OWNER' } } },
        condition: { expression: '#role = :role', expressionValues: { ':role': { S: 'MEMBER' } } },
      },
      {
        table: 'Groups',
        update: {
          expression: 'SET transferredBy = :me, transferredTo = :them',
          expressionValues: { ':me': { S: anaId }, ':them': { S: boId } },
        },
        condition: { expression: 'attribute_not_exists(deletedAt) AND memberCount = :count' },
      },
    ]);
  });

  it('recognises a repeat by the users of the last transfer', () => {
    expect(transfer(transferred(anaId, boId))).toMatchObject({ value: { myRole: 'ADMIN' }, requests: { length: 1 } });
    expect(transfer(transferred(anaId, 'another user'))).toMatchObject({ error: { errorType: 'Forbidden' } });
    expect(transfer(transferred('another user', boId))).toMatchObject({ error: { errorType: 'Forbidden' } });
  });

  it('refuses a user outside the group', () => {
    expect(transfer(aGroup()).error).toMatchObject({
      errorType: 'NotFound',
      message: 'This user is not in the group.',
    });
  });
});
