import {
  AdminUserGlobalSignOutCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { UserItem } from '../../../domain/items.ts';
import { retryTransient } from '../dynamodb/retryTransient.ts';
import type { Timing } from '../lambda/Timing.ts';

export interface SessionDeps {
  readonly cognito: CognitoIdentityProviderClient;
  readonly documents: DynamoDBDocumentClient;
  readonly timing: Timing;
  readonly usersTable: string;
}

interface Account {
  readonly userPoolId: string;
  readonly userId: string;
  readonly username: string;
}

/** The profile of the caller, consistently. */
export const loadProfile = async (
  { documents, usersTable }: Pick<SessionDeps, 'documents' | 'usersTable'>,
  userId: string,
): Promise<UserItem | undefined> => {
  const { Item } = await documents.send(
    new GetCommand({ TableName: usersTable, Key: { userId }, ConsistentRead: true }),
  );
  return Item as UserItem | undefined;
};

/**
 * The row is a condition of other people's transactions, and a plain write beside one may meet a conflict. An account
 * without a profile has no subscription and sends nothing; a later end of its sessions stands.
 */
const writeSignedOutAt = async (
  { documents, timing, usersTable }: SessionDeps,
  userId: string,
  at: number,
): Promise<void> => {
  const command = new UpdateCommand({
    TableName: usersTable,
    Key: { userId },
    UpdateExpression: 'SET signedOutAt = :at',
    ConditionExpression: 'attribute_exists(userId) AND (attribute_not_exists(signedOutAt) OR signedOutAt < :at)',
    ExpressionAttributeValues: { ':at': at },
  });
  try {
    await retryTransient(timing, () => documents.send(command));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};

/** Waits until a sign-in cannot be taken for one of the second that is over. */
export const nextSecond = (timing: Timing, at: number): Promise<unknown> =>
  timing.sleep(Math.max(0, (at + 1) * 1000 - timing.now()));

/**
 * Ends every session of an account: its refresh tokens at Cognito, and whatever reads the profile refuses its access
 * tokens. Cognito first: were it the one that fails, the repeat would find itself signed out and leave the sessions
 * alive. Tokens know the second of their sign-in: those of this second are refused with the older ones, so the caller
 * waits for the next (`nextSecond`) before it answers.
 *
 * @returns the last second, since the epoch, whose sign-ins are over: `auth_time` of a live session is later
 */
export const endSessions = async (deps: SessionDeps, { userPoolId, userId, username }: Account): Promise<number> => {
  await deps.cognito.send(new AdminUserGlobalSignOutCommand({ UserPoolId: userPoolId, Username: username }));
  const at = Math.floor(deps.timing.now() / 1000);
  await writeSignedOutAt(deps, userId, at);
  return at;
};
