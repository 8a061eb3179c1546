import { describe, expect, it } from 'vitest';
import { anaId, boId, resolverId } from '../support/aResolverContext.ts';
import { anaItem } from './aGroup.ts';
import { aUserItem } from './aUserItem.ts';
import { batchOf, cancelledFor, committed, PipelineRun, type SourceAnswer } from './PipelineRun.ts';

const field = new PipelineRun('Mutation.createGroup');
const idOf = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

type Tables = Parameters<typeof batchOf>[1];

/** Runs on these tables; a request other than a batch gets the next of the answers, or succeeds. */
const create = (tables: Tables, input: Record<string, unknown>, answers: SourceAnswer[] = []) =>
  field.run({ input: { name: 'Chess', ...input } }, (request) =>
    request.operation === 'BatchGetItem' ? batchOf(request, tables) : (answers.shift() ?? committed),
  );

const users = { Users: [anaItem, aUserItem()] };

describe('Mutation.createGroup', () => {
  it('fills a transaction with 24 users, and names no item twice', () => {
    const memberIds = Array.from({ length: 24 }, (_, index) => idOf(index));
    const Users = [anaItem, ...memberIds.map((userId) => aUserItem({ userId }))];

    const { requests, value } = create({ Users }, { memberIds });

    const items = requests[1]?.transactItems ?? [];
    expect(value).toMatchObject({ id: resolverId, memberCount: 25, myRole: 'OWNER' });
    expect(items).toHaveLength(100);
    expect(new Set(items.map(({ table, key }) => JSON.stringify([table, key]))).size).toBe(100);
    expect(items.every((item) => 'condition' in item)).toBe(true);
    expect(Object.values(requests[0]?.tables ?? {}).flatMap(({ keys }) => keys)).toHaveLength(75);
  });

  it('reads no blocks for a group of one', () => {
    const { requests } = create(users, {});

    expect(Object.keys(requests[0]?.tables ?? {})).toEqual(['Users', 'Groups', 'GroupMemberships']);
    expect(requests[1]?.transactItems).toHaveLength(5);
  });

  it('pins the account of the creator when the transaction has room', () => {
    const { requests } = create(users, { memberIds: [boId] });

    const pinned = requests[1]?.transactItems?.filter(({ table }) => table === 'Users').map(({ key }) => key);
    expect(pinned).toEqual([{ userId: { S: anaId } }, { userId: { S: boId } }]);
  });

  it('reads the group again before a refusal, because an earlier call may have created it', () => {
    const blocked = { ...users, BlockedUsers: [{ blockedId: anaId, blockerId: boId }] };

    const { error, requests } = create(blocked, { memberIds: [boId] }, [{ result: null }]);

    expect(error).toMatchObject({ errorType: 'RecipientUnavailable', errorInfo: null });
    expect(requests.map(({ operation }) => operation)).toEqual(['BatchGetItem', 'GetItem']);
    expect(requests[1]).toMatchObject({ consistentRead: true, key: { groupId: { S: resolverId } } });
  });

  it('answers a repeat that the second read reveals', () => {
    const tables: Record<string, Record<string, unknown>[]> = {
      ...users,
      BlockedUsers: [{ blockedId: anaId, blockerId: boId }],
    };
    const creation = JSON.stringify(['Chess', [boId]]);
    const group = { groupId: resolverId, name: 'Chess', createdBy: anaId, createdAt: 'then', memberCount: 2, creation };

    const { value } = field.run({ input: { name: 'Chess', memberIds: [boId] } }, (request) => {
      if (request.operation === 'BatchGetItem') return batchOf(request, tables);
      tables['Groups'] = [group];
      return { result: group };
    });

    expect(value).toMatchObject({ id: resolverId, createdAt: 'then', memberCount: 2 });
  });

  it('treats the group as a repeat when the first answer was lost', () => {
    const tables: Record<string, Record<string, unknown>[]> = { ...users };

    const { value } = field.run({ input: { name: 'Chess' } }, (request) => {
      if (request.operation === 'BatchGetItem') return batchOf(request, tables);
      tables['Groups'] = [
        { groupId: resolverId, name: 'Chess', createdBy: anaId, createdAt: 'then', creation: '["Chess",[]]' },
      ];
      return cancelledFor('ConditionalCheckFailed');
    });

    expect(value).toMatchObject({ id: resolverId, createdAt: 'then', memberCount: 1 });
  });

  it('refuses a long list before it checks every id', () => {
    const memberIds = Array.from({ length: 101 }, () => boId);

    expect(create(users, { memberIds })).toMatchObject({
      error: { errorType: 'LimitExceeded', errorInfo: { limit: 24 } },
      requests: [],
    });
  });
});
