import { describe, expect, it } from 'vitest';
import { anaId } from '../support/aResolverContext.ts';
import { aGroup, aMembership, groupId } from './aGroup.ts';
import { batchOf, cancelledFor, committed, PipelineRun, type SourceAnswer } from './PipelineRun.ts';

const field = new PipelineRun('Mutation.renameGroup');
const input = { groupId, name: 'Go' };

const rename = (tables = aGroup(), answers: SourceAnswer[] = []) =>
  field.run({ input }, (request) =>
    request.operation === 'BatchGetItem' ? batchOf(request, tables) : (answers.shift() ?? committed),
  );

describe('Mutation.renameGroup', () => {
  it('reads what the decision depends on, and pins the role in the transaction', () => {
    const { requests, value } = rename();

    expect(value).toMatchObject({ id: groupId, name: 'Go', memberCount: 2, myRole: 'OWNER' });
    expect(Object.keys(requests[0]?.tables ?? {})).toEqual(['Users', 'Groups', 'GroupMemberships']);
    expect(requests[1]?.transactItems).toEqual([
      {
        operation: 'ConditionCheck',
        table: 'GroupMemberships',
        key: { groupId: { S: groupId }, userId: { S: anaId } },
        condition: {
          expression: '#role = :role',
          expressionNames: { '#role': 'role' },
          expressionValues: { ':role': { S: 'OWNER' } },
          returnValuesOnConditionCheckFailure: false,
        },
      },
      {
        operation: 'UpdateItem',
        table: 'Groups',
        key: { groupId: { S: groupId } },
        update: {
          expression: 'SET #name = :name',
          expressionNames: { '#name': 'name' },
          expressionValues: { ':name': { S: 'Go' } },
        },
        condition: {
          expression: 'attribute_not_exists(deletedAt) AND memberCount = :count',
          expressionValues: { ':count': { N: 2 } },
          returnValuesOnConditionCheckFailure: false,
        },
      },
    ]);
  });

  it('writes nothing when the name is unchanged', () => {
    const named = aGroup({ Groups: [{ groupId, name: 'Go', createdBy: anaId, memberCount: 2 }] });

    expect(rename(named)).toMatchObject({ value: { name: 'Go' }, requests: { length: 1 } });
  });

  it('repeats a conflicting write, and decides again when the role has changed', () => {
    const answers = [cancelledFor('TransactionConflict'), cancelledFor('ConditionalCheckFailed')];
    const { requests, value } = rename(aGroup(), answers);

    expect(value).toMatchObject({ name: 'Go' });
    expect(requests.map(({ operation }) => operation)).toEqual([
      'BatchGetItem',
      'TransactWriteItems',
      'TransactWriteItems',
      'BatchGetItem',
      'TransactWriteItems',
    ]);
  });

  it('is Unavailable after four conflicts, and hides them', () => {
    const conflicts = Array<SourceAnswer>(4).fill(cancelledFor('TransactionConflict'));

    expect(rename(aGroup(), conflicts).error).toMatchObject({
      errorType: 'Unavailable',
      message: 'The service cannot answer now. Please try again.',
    });
  });

  it('refuses members, and a token after its sign-out', () => {
    const asMember = rename(aGroup({ GroupMemberships: [aMembership(anaId, 'MEMBER')] }));
    const signedOut = rename(aGroup({ Users: [{ userId: anaId, status: 'ACTIVE', signedOutAt: 9_999_999_999 }] }));

    expect(asMember).toMatchObject({ error: { errorType: 'Forbidden' }, requests: { length: 1 } });
    expect(signedOut).toMatchObject({ error: { errorType: 'Unauthorized' }, requests: { length: 1 } });
  });
});
