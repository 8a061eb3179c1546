import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { UserItem } from '../../../domain/items.ts';
import { toUsername } from '../../../domain/username.ts';
import type { Timing } from '../lambda/Timing.ts';
import { isPublicName } from './isPublicName.ts';

export interface ProfileDeps {
  readonly documents: DynamoDBDocumentClient;
  readonly timing: Pick<Timing, 'now'>;
  readonly usersTable: string;
}

interface Account {
  readonly userId: string;
  readonly username: string;
  /** Frontends that sign up straight at the user pool may give any name, or none. */
  readonly name: string | undefined;
}

const toUserItem = ({ userId, username, name }: Account, now: number): UserItem => ({
  userId,
  username: toUsername(username),
  displayName: name !== undefined && isPublicName(name) ? name : username,
  status: 'ACTIVE',
  createdAt: new Date(now).toISOString(),
});

/** Creates the profile of an account. One that is there stays as it is. */
export const putProfile = async ({ documents, timing, usersTable }: ProfileDeps, account: Account): Promise<void> => {
  const Item = toUserItem(account, timing.now());
  try {
    await documents.send(
      new PutCommand({ TableName: usersTable, Item, ConditionExpression: 'attribute_not_exists(userId)' }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};
