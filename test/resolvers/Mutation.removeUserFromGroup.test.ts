import { describe, expect, it } from 'vitest';
import type { GroupRole } from '../../domain/groupPolicy.ts';
import { anaId, boId, resolverNow } from '../support/aResolverContext.ts';
import { aGroup, aGroupWith, aMembership, conversationId, groupId } from './aGroup.ts';
import { bo } from './aUserItem.ts';
import { batchOf, cancelledFor, committed, PipelineRun, type SourceAnswer } from './PipelineRun.ts';

const field = new PipelineRun('Mutation.removeUserFromGroup');
const joinedAt = '2026-01-01T12:00:00.000Z';
const nowSeconds = Math.floor(resolverNow / 1000);

const remove = (tables = aGroupWith('MEMBER'), answers: SourceAnswer[] = []) =>
  field.run({ groupId, userId: boId }, (request) =>
    request.operation === 'BatchGetItem' ? batchOf(request, tables) : (answers.shift() ?? committed),
  );

const aStay = (more: Record<string, unknown> = {}) => ({ fromSeq: 3, untilSeq: 5, role: 'MEMBER', joinedAt, ...more });
const formerly = (...closed: unknown[]) =>
  aGroup({ Participants: [{ userId: boId, conversationId, groupId, readSeq: 5, closed }] });

describe('Mutation.removeUserFromGroup', () => {
  it('closes the stay at the head, reads the head again, and ends the stay there', () => {
    const { requests, value } = remove();

    expect(value).toEqual({ groupId, userId: boId, user: bo, role: 'MEMBER', joinedAt });
    expect(requests.map(({ operation }) => operation)).toEqual([
      'BatchGetItem',
      'TransactWriteItems',
      'BatchGetItem',
      'TransactWriteItems',
    ]);
    expect(requests[1]?.transactItems).toMatchObject([
      { operation: 'ConditionCheck', table: 'GroupMemberships', key: { userId: { S: anaId } } },
      { operation: 'DeleteItem', table: 'GroupMemberships', key: { userId: { S: boId } } },
      {
        operation: 'UpdateItem',
        table: 'Participants',
        update: {
          expression: 'SET closed = list_append(if_not_exists(closed, :none), :stay) REMOVE fromSeq, joinedAt',
          expressionValues: {
            ':stay': { L: [{ M: { fromSeq: { N: 3 }, untilSeq: { N: 7 }, closing: { N: nowSeconds } } }] },
          },
        },
        condition: { expression: 'fromSeq = :from AND attribute_not_exists(closed)' },
      },
      { operation: 'UpdateItem', table: 'Groups', condition: { expression: 'attribute_not_exists(deletedAt)' } },
    ]);
    expect(requests[3]?.transactItems).toMatchObject([
      { update: { expression: 'SET closed[0].untilSeq = :last REMOVE closed[0].closing' } },
    ]);
  });

  it('sets no condition on the head, which changes all the time in a busy group', () => {
    const items = remove().requests[1]?.transactItems ?? [];

    expect(items.map(({ table }) => table)).not.toContain('Conversations');
  });

  it('pins the index of the stay among earlier ones', () => {
    const stays = [aStay({ fromSeq: 0, untilSeq: 1 }), aStay({ fromSeq: 1, untilSeq: 2 })];
    const row = { userId: boId, conversationId, groupId, readSeq: 7, fromSeq: 3, closed: stays };

    const { requests } = remove(aGroupWith('MEMBER', { Participants: [row] }));

    expect(requests[1]?.transactItems?.[2]).toMatchObject({
      condition: { expression: 'fromSeq = :from AND size(closed) = :index', expressionValues: { ':index': { N: 2 } } },
    });
    expect(requests[3]?.transactItems?.[0]).toMatchObject({
      update: { expression: 'SET closed[2].untilSeq = :last REMOVE closed[2].closing' },
    });
  });

  it.each([
    ['ADMIN', 'ADMIN'],
    ['ADMIN', 'OWNER'],
    ['MEMBER', 'MEMBER'],
  ] satisfies [GroupRole, GroupRole][])('refuses to let an %s remove an %s', (mine, theirs) => {
    const tables = aGroupWith(theirs, { GroupMemberships: [aMembership(anaId, mine), aMembership(boId, theirs)] });

    expect(remove(tables)).toMatchObject({ error: { errorType: 'Forbidden' }, requests: { length: 1 } });
  });

  it('is Unavailable when the end of the stay could not be set, although the user is removed', () => {
    const conflicts = Array<SourceAnswer>(3).fill(cancelledFor('TransactionConflict'));

    expect(remove(aGroupWith('MEMBER'), [committed, ...conflicts]).error).toMatchObject({ errorType: 'Unavailable' });
  });

  it('accepts an end of the stay that another call set', () => {
    const { value } = remove(aGroupWith('MEMBER'), [committed, cancelledFor('ConditionalCheckFailed')]);

    expect(value).toMatchObject({ userId: boId });
  });
});

describe('Mutation.removeUserFromGroup for a former member', () => {
  it('answers from the last stay, without a write', () => {
    const { requests, value } = remove(formerly(aStay({ role: 'ADMIN' }), aStay({ joinedAt: 'later' })));

    expect(value).toMatchObject({ userId: boId, role: 'MEMBER', joinedAt: 'later' });
    expect(requests).toHaveLength(1);
  });

  it.each([
    ['finishes a stay that was closed 60 seconds ago', 60, ['BatchGetItem', 'BatchGetItem', 'TransactWriteItems']],
    ['keeps a stay that was closed earlier', 61, ['BatchGetItem']],
  ])('%s', (_, secondsAgo, expected) => {
    const { requests, value } = remove(formerly(aStay({ closing: nowSeconds - secondsAgo })));

    expect(value).toMatchObject({ userId: boId, joinedAt });
    expect(requests.map(({ operation }) => operation)).toEqual(expected);
  });

  it('refuses a caller who could not have removed the user', () => {
    const tables = { ...formerly(aStay({ role: 'ADMIN' })), GroupMemberships: [aMembership(anaId, 'ADMIN')] };

    expect(remove(tables).error).toMatchObject({ errorType: 'Forbidden' });
  });
});
