import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { deletedAccount } from '../../domain/deletedAccount.ts';
import type { UserItem } from '../../domain/items.ts';
import { signedOutError } from '../lib/accounts/assertSignedIn.ts';
import type { ReadDeps } from '../lib/dynamodb/readItems.ts';
import { retryTransient } from '../lib/dynamodb/retryTransient.ts';
import type { Caller } from '../lib/lambda/Caller.ts';

export interface NoteDeps extends ReadDeps {
  readonly tables: { readonly USERS_TABLE: string };
}

const write = ({ documents, timing, tables }: NoteDeps, { userId, authTime }: Caller): Promise<unknown> => {
  const { username, displayName } = deletedAccount(userId);
  return documents.send(
    new UpdateCommand({
      TableName: tables.USERS_TABLE,
      Key: { userId },
      UpdateExpression:
        'SET #status = :deleted, username = :username, displayName = :displayName, ' +
        'createdAt = if_not_exists(createdAt, :now)',
      ConditionExpression:
        '(attribute_not_exists(#status) OR #status <> :disabled) AND ' +
        '(attribute_not_exists(signedOutAt) OR signedOutAt < :authTime)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ':deleted': 'DELETED',
        ':disabled': 'DISABLED',
        ':username': username,
        ':displayName': displayName,
        ':authTime': authTime,
        ':now': new Date(timing.now()).toISOString(),
      },
    }),
  );
};

/**
 * Takes the person's name and every right. A profile that was never made is made deleted, so that `me` cannot make it.
 *
 * @throws DomainError `Unauthorized`, with the reason, for a token that was signed out, and for a disabled account
 */
export const markDeleted = async (deps: NoteDeps, me: Caller): Promise<void> => {
  try {
    await retryTransient(deps.timing, () => write(deps, me));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    throw signedOutError(error.Item?.['status']?.S as UserItem['status'] | undefined);
  }
};
