import type { Runtime } from 'messaging-local/start/Runtime.ts';
import type { Person } from './Person.ts';

/** Leaves a person without a profile, as a trigger does that could not create it. */
export const loseProfile = async ({ stack, dynamodb }: Runtime, { id }: Pick<Person, 'id'>): Promise<void> => {
  const users = stack
    .resourcesOf('AWS::DynamoDB::Table')
    .find(({ logicalId }) => /^StorageUsers[0-9A-F]{8}$/.test(logicalId));
  await dynamodb.call('DeleteItem', { TableName: users?.ref, Key: { userId: { S: id } } });
};
