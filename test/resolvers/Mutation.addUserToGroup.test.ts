import { describe, expect, it } from 'vitest';
import { anaId, boId } from '../support/aResolverContext.ts';
import { aGroup, aMembership, anaItem, conversationId, groupId } from './aGroup.ts';
import { aUserItem, bo } from './aUserItem.ts';
import { sourceError, unavailable } from './BundledResolver.ts';
import { batchOf, cancelledFor, committed, PipelineRun, type SourceAnswer } from './PipelineRun.ts';

const field = new PipelineRun('Mutation.addUserToGroup');
const input = { groupId, userId: boId };

/** Runs on these tables; each transaction gets the next of the answers, or succeeds. */
const add = (tables = aGroup(), answers: SourceAnswer[] = [], more: Record<string, unknown> = {}) =>
  field.run({ input: { ...input, ...more } }, (request) =>
    request.operation === 'BatchGetItem' ? batchOf(request, tables) : (answers.shift() ?? committed),
  );

const operationsOf = ({ requests }: ReturnType<typeof add>): string[] => requests.map(({ operation }) => operation);

describe('Mutation.addUserToGroup', () => {
  it('reads everything the decision depends on in one consistent batch', () => {
    const { requests } = add();

    expect(requests[0]?.tables).toMatchObject({
      Users: { keys: [{ userId: { S: anaId } }, { userId: { S: boId } }], consistentRead: true },
      Groups: { keys: [{ groupId: { S: groupId } }], consistentRead: true },
      Conversations: { consistentRead: true },
      Participants: { keys: [{ userId: { S: boId }, conversationId: { S: conversationId } }], consistentRead: true },
      BlockedUsers: {
        keys: [
          { blockedId: { S: boId }, blockerId: { S: anaId } },
          { blockedId: { S: anaId }, blockerId: { S: boId } },
        ],
      },
    });
  });

  it('writes on condition that what it read still holds', () => {
    const { requests, value } = add();

    const joinedAt = '2026-01-02T03:04:05.678Z';
    expect(value).toEqual({ groupId, userId: boId, user: bo, role: 'MEMBER', joinedAt });
    expect(requests[1]?.transactItems).toMatchObject([
      {
        operation: 'ConditionCheck',
        table: 'GroupMemberships',
        condition: { expression: '#role = :role', expressionValues: { ':role': { S: 'OWNER' } } },
      },
      {
        operation: 'ConditionCheck',
        table: 'BlockedUsers',
        key: { blockedId: { S: anaId }, blockerId: { S: boId } },
        condition: { expression: 'attribute_not_exists(blockedId)' },
      },
      { operation: 'ConditionCheck', table: 'Users', key: { userId: { S: boId } } },
      {
        operation: 'UpdateItem',
        table: 'Groups',
        condition: {
          expression: 'attribute_not_exists(deletedAt) AND memberCount < :max',
          expressionValues: { ':max': { N: 1024 } },
        },
      },
      {
        operation: 'PutItem',
        table: 'GroupMemberships',
        key: { groupId: { S: groupId }, userId: { S: boId } },
        attributeValues: { role: { S: 'MEMBER' }, joinedAt: { S: joinedAt }, fromSeq: { N: 7 } },
      },
      { operation: 'UpdateItem', table: 'Participants', update: { expressionValues: { ':last': { N: 7 } } } },
    ]);
  });

  it.each([
    ['read up to its end', 5, 7],
    ['not read to its end', 4, 4],
  ])('counts messages between two stays as read when the first stay was %s', (_, readSeq, expected) => {
    const closed = [{ fromSeq: 0, untilSeq: 5, role: 'MEMBER', joinedAt: '2026-01-01T12:00:00.000Z' }];
    const { requests } = add(aGroup({ Participants: [{ userId: boId, conversationId, groupId, readSeq, closed }] }));

    expect(requests[1]?.transactItems?.[5]).toMatchObject({
      update: { expressionValues: { ':read': { N: expected } } },
      condition: { expression: 'attribute_not_exists(fromSeq) AND readSeq = :was' },
    });
  });

  it('repeats a transaction that conflicts with another one', () => {
    const outcome = add(aGroup(), [cancelledFor('TransactionConflict')]);

    expect(outcome.value).toMatchObject({ userId: boId });
    expect(operationsOf(outcome)).toEqual(['BatchGetItem', 'TransactWriteItems', 'TransactWriteItems']);
  });

  it('reads again when a condition failed, and decides again', () => {
    const tables = aGroup();
    const { error, requests } = field.run({ input }, (request) => {
      if (request.operation === 'BatchGetItem') return batchOf(request, tables);
      tables['BlockedUsers'] = [{ blockedId: anaId, blockerId: boId }];
      return cancelledFor('ConditionalCheckFailed');
    });

    expect(requests.map(({ operation }) => operation)).toEqual(['BatchGetItem', 'TransactWriteItems', 'BatchGetItem']);
    expect(error).toMatchObject({ errorType: 'RecipientUnavailable', errorInfo: null });
  });

  it('is Unavailable after four conflicting transactions', () => {
    const { error, requests } = add(aGroup(), Array<SourceAnswer>(9).fill(cancelledFor('TransactionConflict')));

    expect(error).toMatchObject({ errorType: 'Unavailable', errorInfo: null });
    expect(requests.filter(({ operation }) => operation === 'TransactWriteItems')).toHaveLength(4);
  });

  it('hides the error text of the source', () => {
    expect(field.run({ input }, () => ({ result: null, error: sourceError })).error).toEqual(unavailable);
  });

  it('does not treat an unprocessed key as an absent item', () => {
    const { error } = field.run({ input }, (request) => {
      const { result } = batchOf(request, aGroup());
      return { result: { ...(result as object), unprocessedKeys: { BlockedUsers: [{}] } } };
    });

    expect(error).toMatchObject({ errorType: 'Unavailable' });
  });
});

describe('Mutation.addUserToGroup refuses after one read', () => {
  const full = { groupId, name: 'Chess', createdBy: anaId, memberCount: 1024 };
  const aBlock = (blockedId: string, blockerId: string) => ({ BlockedUsers: [{ blockedId, blockerId }] });

  it.each([
    ['an unknown group', aGroup({ Groups: [] }), { errorType: 'NotFound' }],
    ['a deleted group', aGroup({ Groups: [{ ...full, deletedAt: 'now' }] }), { errorType: 'NotFound' }],
    ['a group without the caller', aGroup({ GroupMemberships: [] }), { errorType: 'NotFound' }],
    ['a member', aGroup({ GroupMemberships: [aMembership(anaId, 'MEMBER')] }), { errorType: 'Forbidden' }],
    ['an unknown user', aGroup({ Users: [anaItem] }), { errorType: 'RecipientUnavailable' }],
    [
      'a disabled user',
      aGroup({ Users: [anaItem, aUserItem({ status: 'DISABLED' })] }),
      { errorType: 'RecipientUnavailable' },
    ],
    ['a user who blocked the caller', aGroup(aBlock(anaId, boId)), { errorType: 'RecipientUnavailable' }],
    [
      'a user blocked by the caller',
      aGroup(aBlock(boId, anaId)),
      { errorType: 'Forbidden', errorInfo: { reason: 'YOU_BLOCKED' } },
    ],
    ['a full group', aGroup({ Groups: [full] }), { errorType: 'LimitExceeded', errorInfo: { limit: 1024 } }],
    [
      'a disabled caller',
      aGroup({ Users: [{ ...anaItem, status: 'DISABLED' }, aUserItem()] }),
      { errorType: 'Unauthorized' },
    ],
    [
      'a caller without a profile',
      aGroup({ Users: [aUserItem()] }),
      { errorType: 'Forbidden', errorInfo: { reason: 'NO_PROFILE' } },
    ],
  ])('%s', (_, tables, expected) => {
    const { error, requests } = add(tables);

    expect(error).toMatchObject(expected);
    expect(requests).toHaveLength(1);
  });

  it('answers the same for every user who cannot be reached', () => {
    const errors = [
      add(aGroup({ Users: [anaItem] })),
      add(aGroup({ Users: [anaItem, aUserItem({ status: 'DELETED' })] })),
      add(aGroup(aBlock(anaId, boId))),
    ].map(({ error }) => JSON.stringify(error));

    expect(new Set(errors).size).toBe(1);
  });
});
