import {
  AdminUserGlobalSignOutCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { GetCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ErrorType } from '../../domain/ErrorType.ts';
import type { UserItem } from '../../domain/items.ts';
import { withDomainErrors } from '../lib/accounts/toAccountError.ts';
import type { Caller } from '../lib/lambda/Caller.ts';
import { DomainError } from '../lib/lambda/DomainError.ts';
import { isTransient } from '../lib/lambda/isTransient.ts';
import { backOff, type Timing } from '../lib/lambda/Timing.ts';

export interface SignOutDeps {
  readonly cognito: CognitoIdentityProviderClient;
  readonly documents: DynamoDBDocumentClient;
  readonly timing: Timing;
  readonly usersTable: string;
  readonly userPoolId: string;
}

const tries = 8;

/** The row is a condition of other people's transactions, and a plain write beside one may meet a conflict. */
const noteSignOut = async (
  { documents, timing, usersTable }: SignOutDeps,
  userId: string,
  at: number,
): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await documents.send(
        new UpdateCommand({
          TableName: usersTable,
          Key: { userId },
          UpdateExpression: 'SET signedOutAt = :at',
          ConditionExpression: 'attribute_exists(userId)',
          ExpressionAttributeValues: { ':at': at },
        }),
      );
      return;
    } catch (error) {
      if (!isTransient(error)) throw error;
      if (attempt === tries) throw new DomainError(ErrorType.Unavailable, 'The service is busy. Please try again.');
    }
    await backOff(timing);
  }
};

const loadMe = async ({ documents, usersTable }: SignOutDeps, userId: string): Promise<UserItem | undefined> => {
  const { Item } = await documents.send(
    new GetCommand({ TableName: usersTable, Key: { userId }, ConsistentRead: true }),
  );
  return Item as UserItem | undefined;
};

/**
 * Signs out everywhere. Tokens know the second of their sign-in: those of this second are refused with the older ones,
 * and the answer waits for the next, so that whoever signs in after it is not.
 *
 * @returns the last second, since the epoch, whose sign-ins are over: `auth_time` of a live session is later
 */
export const signOut =
  (deps: SignOutDeps) =>
  async ({ userId, username, authTime }: Caller): Promise<number> => {
    const me = await loadMe(deps, userId);
    // Its sessions have ended with the account, and its name may be somebody else's.
    if (me?.status === 'DELETED') return authTime;
    // A token that is signed out already must not end the sessions begun since.
    if (me?.signedOutAt !== undefined && authTime <= me.signedOutAt) return me.signedOutAt;
    const { cognito, timing, userPoolId } = deps;
    // Cognito first: were it the one that fails, the repeat would find itself signed out and leave the sessions alive.
    const command = new AdminUserGlobalSignOutCommand({ UserPoolId: userPoolId, Username: username });
    await withDomainErrors(() => cognito.send(command));
    const at = Math.floor(timing.now() / 1000);
    if (me) await noteSignOut(deps, userId, at);
    await timing.sleep(Math.max(0, (at + 1) * 1000 - timing.now()));
    return at;
  };
