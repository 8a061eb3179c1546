import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ErrorType } from '../../../domain/ErrorType.ts';
import type { UserItem } from '../../../domain/items.ts';
import { retryTransient } from '../dynamodb/retryTransient.ts';
import { DomainError } from '../lambda/DomainError.ts';
import { isUuid } from '../lambda/isUuid.ts';
import type { Timing } from '../lambda/Timing.ts';

export interface AdministrationDeps {
  readonly cognito: CognitoIdentityProviderClient;
  readonly documents: DynamoDBDocumentClient;
  readonly timing: Timing;
  readonly usersTable: string;
  readonly userPoolId: string;
}

const noSuchUser = () => new DomainError(ErrorType.NotFound, 'There is no such user.');

/**
 * Sets what a person may do; the row is a condition of other people's transactions, so the write may meet a conflict.
 *
 * @throws DomainError `NotFound` when the user does not exist, or is deleted
 */
export const setStatus = async (
  { documents, timing, usersTable }: AdministrationDeps,
  userId: string,
  status: 'ACTIVE' | 'DISABLED',
): Promise<UserItem> => {
  if (!isUuid(userId)) throw new DomainError(ErrorType.BadRequest, 'This is not a user ID.');
  try {
    const { Attributes } = await retryTransient(timing, () =>
      documents.send(
        new UpdateCommand({
          TableName: usersTable,
          Key: { userId },
          UpdateExpression: 'SET #status = :status',
          ConditionExpression: 'attribute_exists(userId) AND #status <> :deleted',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: { ':status': status, ':deleted': 'DELETED' },
          ReturnValues: 'ALL_NEW',
        }),
      ),
    );
    return Attributes as UserItem;
  } catch (error) {
    throw error instanceof ConditionalCheckFailedException ? noSuchUser() : error;
  }
};
