import { describe, expect, it } from 'vitest';
import { anaId } from '../support/aResolverContext.ts';
import { aMembership, groupId } from './aGroup.ts';
import { batchOf, committed, PipelineRun, type SourceRequest } from './PipelineRun.ts';

const field = new PipelineRun('Query.groups');
const idOf = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
const aStay = (id: string) => ({ userId: anaId, conversationId: `group:${id}`, groupId: id, readSeq: 0, fromSeq: 0 });

const page = (ids: readonly string[], nextToken: string | null = null) => ({
  result: { items: ids.map(aStay), nextToken },
});

const operationsOf = (requests: readonly SourceRequest[]) => requests.map(({ operation }) => operation);

describe('Query.groups', () => {
  it('reads a full page in three round trips', () => {
    const ids = Array.from({ length: 100 }, (_, index) => idOf(index));
    const tables = {
      Groups: ids.map((id) => ({ groupId: id, name: id, createdAt: 'then', memberCount: 1 })),
      GroupMemberships: ids.map((id) => ({ ...aMembership(anaId, 'ADMIN'), groupId: id })),
    };

    const { requests, value } = field.run({ limit: 100 }, (request) =>
      request.operation === 'Query' ? page(ids, 'more') : batchOf(request, tables),
    );

    expect(operationsOf(requests)).toEqual(['Query', 'BatchGetItem', 'BatchGetItem']);
    expect(requests[0]).toMatchObject({ limit: 100, consistentRead: true });
    expect(value).toMatchObject({ items: { length: 100 }, nextToken: 'more' });
  });

  it('omits deleted groups, and groups that the caller left after the listing', () => {
    const [deleted, left] = [idOf(1), idOf(2)];
    const tables = {
      Groups: [
        { groupId, name: 'Chess', createdAt: 'then', memberCount: 1 },
        { groupId: deleted, deletedAt: 'then' },
        { groupId: left, name: 'Left', createdAt: 'then', memberCount: 1 },
      ],
      GroupMemberships: [aMembership(anaId, 'ADMIN'), { ...aMembership(anaId, 'MEMBER'), groupId: deleted }],
    };

    const { value } = field.run({}, (request) =>
      request.operation === 'Query' ? page([deleted, left, groupId]) : batchOf(request, tables),
    );

    expect(value).toMatchObject({ items: [{ id: groupId, myRole: 'ADMIN' }], nextToken: null });
  });

  it('reads nothing else for an empty page, and keeps its token', () => {
    const { requests, value } = field.run({}, () => page([], 'more'));

    expect(operationsOf(requests)).toEqual(['Query']);
    expect(value).toEqual({ items: [], nextToken: 'more' });
  });

  it('reads nothing for a limit out of range', () => {
    expect(field.run({ limit: 101 }, () => committed)).toMatchObject({
      error: { errorType: 'BadRequest' },
      requests: [],
    });
  });
});
