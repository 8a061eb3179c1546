import { AdminEnableUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { ConditionalCheckFailedException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { enableUser } from '../../functions/enableUser/enableUser.ts';
import { administration } from './administration.ts';
import { boId } from './SendWorld.ts';

describe('enableUser', () => {
  it('lets a person in, the profile first and then at Cognito', async () => {
    const { deps, cognito, order } = administration();

    await expect(enableUser(deps)({ userId: boId })).resolves.toBe(true);

    expect(order).toEqual(['profile ACTIVE', 'Cognito enabled']);
    expect(cognito.commandCalls(AdminEnableUserCommand)[0]?.args[0].input).toEqual({
      UserPoolId: 'us-east-1_pool',
      Username: 'bo',
    });
  });

  it('is done all the same beside a transaction on the profile', async () => {
    const { deps, table, order } = administration();
    const conflict = new TransactionConflictException({ message: 'Transaction is ongoing', $metadata: {} });
    table
      .on(UpdateCommand)
      .rejectsOnce(conflict)
      .resolves({ Attributes: { username: 'bo' } });

    await expect(enableUser(deps)({ userId: boId })).resolves.toBe(true);

    expect(order).toEqual(['Cognito enabled']);
    expect(deps.timing.sleeps).toHaveLength(1);
  });

  it('of nobody, or of an account that was deleted, is NotFound and does not ask Cognito', async () => {
    const { deps, table, order } = administration();
    const absent = new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} });
    table.on(UpdateCommand).rejects(absent);

    await expect(enableUser(deps)({ userId: boId })).rejects.toMatchObject({ type: 'NotFound' });

    expect(order).toEqual([]);
    expect(table.commandCalls(UpdateCommand)[0]?.args[0].input.ConditionExpression).toBe(
      'attribute_exists(userId) AND #status <> :deleted',
    );
  });

  it('of a malformed id is refused before any call', async () => {
    const { deps, table } = administration();

    await expect(enableUser(deps)({ userId: 'bo' })).rejects.toMatchObject({ type: 'BadRequest' });

    expect(table.calls()).toEqual([]);
  });
});
