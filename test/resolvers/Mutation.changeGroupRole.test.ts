import { describe, expect, it } from 'vitest';
import { anaId, boId } from '../support/aResolverContext.ts';
import { aGroup, aGroupWith, aMembership, groupId } from './aGroup.ts';
import { bo } from './aUserItem.ts';
import { batchOf, committed, PipelineRun } from './PipelineRun.ts';

const field = new PipelineRun('Mutation.changeGroupRole');

const change = (role: string, tables = aGroupWith('MEMBER'), userId = boId) =>
  field.run({ input: { groupId, userId, role } }, (request) =>
    request.operation === 'BatchGetItem' ? batchOf(request, tables) : committed,
  );

describe('Mutation.changeGroupRole', () => {
  it('pins both roles as read', () => {
    const { requests, value } = change('ADMIN');

    expect(value).toEqual({ groupId, userId: boId, user: bo, role: 'ADMIN', joinedAt: '2026-01-01T12:00:00.000Z' });
    expect(requests[1]?.transactItems).toMatchObject([
      { operation: 'ConditionCheck', key: { userId: { S: anaId } } },
      {
        operation: 'UpdateItem',
        table: 'GroupMemberships',
        key: { groupId: { S: groupId }, userId: { S: boId } },
        update: { expression: 'SET #role = :next', expressionValues: { ':next': { S: 'ADMIN' } } },
        condition: { expression: '#role = :role', expressionValues: { ':role': { S: 'MEMBER' } } },
      },
    ]);
  });

  it('writes nothing when the role is unchanged', () => {
    expect(change('ADMIN', aGroupWith('ADMIN'))).toMatchObject({ value: { role: 'ADMIN' }, requests: { length: 1 } });
  });

  it.each([
    ['the role OWNER', 'OWNER', boId],
    ['the caller', 'MEMBER', anaId],
    ['a malformed id', 'MEMBER', 'bo'],
  ])('refuses %s before any read', (_, role, userId) => {
    expect(change(role, aGroupWith('MEMBER'), userId)).toMatchObject({
      error: { errorType: 'BadRequest' },
      requests: { length: 0 },
    });
  });

  it('requires an owner, and a member as target', () => {
    const asAdmin = { GroupMemberships: [aMembership(anaId, 'ADMIN'), aMembership(boId, 'MEMBER')] };

    expect(change('ADMIN', aGroup(asAdmin)).error).toMatchObject({ errorType: 'Forbidden' });
    expect(change('ADMIN', aGroup()).error).toMatchObject({ errorType: 'NotFound' });
  });
});
