import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { PostConfirmationTriggerEvent } from 'aws-lambda';
import { isDisplayName } from '../../domain/isDisplayName.ts';
import { toUsername } from '../../domain/username.ts';
import type { UserItem } from '../lib/items.ts';
import type { Timing } from '../lib/Timing.ts';

export interface PostConfirmationDeps {
  readonly documents: DynamoDBDocumentClient;
  readonly timing: Pick<Timing, 'now'>;
  readonly usersTable: string;
}

const toUserItem = (event: PostConfirmationTriggerEvent, now: number): UserItem => {
  const { sub, name } = event.request.userAttributes;
  if (sub === undefined) throw new Error('The event names no person.');
  return {
    userId: sub,
    username: toUsername(event.userName),
    // Frontends that sign up straight at the user pool may give any name, or none.
    displayName: name !== undefined && isDisplayName(name) ? name : event.userName,
    status: 'ACTIVE',
    createdAt: new Date(now).toISOString(),
  };
};

/** Cognito may call a trigger again: a profile that is there stays as it is. */
const putIfAbsent = async ({ documents, usersTable }: PostConfirmationDeps, item: UserItem): Promise<void> => {
  try {
    await documents.send(
      new PutCommand({ TableName: usersTable, Item: item, ConditionExpression: 'attribute_not_exists(userId)' }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};

/** Creates the profile of a person who has confirmed the sign-up, whichever client the sign-up came from. */
export const postConfirmation =
  (deps: PostConfirmationDeps) =>
  async (event: PostConfirmationTriggerEvent): Promise<PostConfirmationTriggerEvent> => {
    // The trigger also runs after a forgotten password.
    if (event.triggerSource === 'PostConfirmation_ConfirmSignUp') {
      await putIfAbsent(deps, toUserItem(event, deps.timing.now()));
    }
    return event;
  };
