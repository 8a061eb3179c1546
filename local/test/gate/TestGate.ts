import { randomUUID } from 'node:crypto';
import { SettableClock } from '../../base/Clock.ts';
import { startDynamodb } from '../../engine/startDynamodb.ts';
import { createGate } from '../../gate/createGate.ts';
import type { ServiceAnswer, ServiceCall } from '../../gate/Gate.ts';
import { createIam } from '../../iam/createIam.ts';
import { aRole, aTable, roleArn, stackOf, tableArn } from './stackOf.ts';

const everything = { Effect: 'Allow', Action: '*', Resource: '*' };

/** A gate before a real engine, with two tables and a role that may do everything. */
export async function createTestGate(...statements: Record<string, unknown>[]) {
  const clock = new SettableClock();
  const stack = stackOf(
    aRole('Everything', everything),
    aRole('Sender', ...(statements.length === 0 ? [everything] : statements)),
    aTable('Users', ['userId', 'username'], {
      KeySchema: [{ AttributeName: 'userId', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byUsername',
          KeySchema: [{ AttributeName: 'username', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    }),
    aTable('Messages', ['conversationId', 'seq:N']),
    aTable('Items', ['p', 'n:N', 'o', 'r:N'], {
      KeySchema: [
        { AttributeName: 'p', KeyType: 'HASH' },
        { AttributeName: 'n', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byOwner',
          KeySchema: [
            { AttributeName: 'o', KeyType: 'HASH' },
            { AttributeName: 'r', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    }),
    {
      logicalId: 'Secret',
      type: 'AWS::SecretsManager::Secret',
      ref: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:client-AbCdEf',
      properties: { Name: 'client' },
    },
  );
  const dynamodb = await startDynamodb({ dataDir: undefined, clock });
  await dynamodb.createTables(stack);
  const iam = createIam(stack);
  const others: ServiceCall[] = [];
  const elsewhere = async (call: ServiceCall): Promise<ServiceAnswer> => {
    others.push(call);
    return { status: 200, body: {} };
  };
  const gate = createGate({
    iam,
    stack,
    clock,
    backends: {
      dynamodb: ({ operation, input }) => dynamodb.call(operation, input),
      'cognito-idp': elsewhere,
      secretsmanager: elsewhere,
    },
  });
  const call = (operation: string, input: Record<string, unknown>, more: Partial<ServiceCall> = {}) =>
    gate.call({
      service: 'dynamodb',
      operation,
      input,
      roleArn: roleArn('Sender'),
      requestId: randomUUID(),
      ...more,
    });
  return { clock, stack, iam, dynamodb, controls: gate, call, others, stop: () => dynamodb.stop() };
}

export type TestGate = Awaited<ReturnType<typeof createTestGate>>;

export const user = (userId: string, more: Record<string, unknown> = {}) => ({
  userId: { S: userId },
  username: { S: userId },
  ...more,
});
export const keyOf = (userId: string) => ({ userId: { S: userId } });
export const put = (userId: string, more: Record<string, unknown> = {}) => ({
  TableName: 'Users',
  Item: user(userId, more),
});
export const get = (userId: string) => ({ TableName: 'Users', Key: keyOf(userId) });
export const usersArn = tableArn('Users');
