import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ErrorType } from '../../../domain/ErrorType.ts';
import type { UserItem, UsernameReservationItem } from '../../../domain/items.ts';
import { toUsername, usernameTaken } from '../../../domain/username.ts';
import { retryTransient } from '../dynamodb/retryTransient.ts';
import { DomainError } from '../lambda/DomainError.ts';
import type { Timing } from '../lambda/Timing.ts';
import type { HashUsername } from './createUsernameHash.ts';
import { isPublicName } from './isPublicName.ts';

export interface ProfileDeps {
  readonly documents: DynamoDBDocumentClient;
  readonly timing: Timing;
  readonly usersTable: string;
  readonly reservationsTable: string;
  readonly hashUsername: HashUsername;
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

/** What came of the transaction, if that is final: `undefined` when it may succeed the next time. */
const outcomeOf = (error: unknown): 'exists' | 'isTaken' | undefined => {
  if (!(error instanceof TransactionCanceledException)) return undefined;
  const [profile, reservation] = (error.CancellationReasons ?? []).map(({ Code }) => Code === 'ConditionalCheckFailed');
  if (profile) return 'exists';
  return reservation ? 'isTaken' : undefined;
};

const write = async (deps: ProfileDeps, account: Account): Promise<void> => {
  const { userId, username } = account;
  const reservation: UsernameReservationItem = { usernameHash: await deps.hashUsername(username), userId };
  await deps.documents.send(
    new TransactWriteCommand({
      TransactItems: [
        {
          Put: {
            TableName: deps.usersTable,
            Item: toUserItem(account, deps.timing.now()),
            ConditionExpression: 'attribute_not_exists(userId)',
          },
        },
        {
          Put: {
            TableName: deps.reservationsTable,
            Item: reservation,
            ConditionExpression: 'attribute_not_exists(usernameHash) OR userId = :me',
            ExpressionAttributeValues: { ':me': userId },
          },
        },
      ],
    }),
  );
};

/**
 * Creates the profile of an account, and with it the reservation of its name for good. A profile that is there stays as
 * it is.
 *
 * @throws DomainError `Conflict` when the name is, or was, somebody else's
 */
export const putProfile = (deps: ProfileDeps, account: Account): Promise<void> =>
  retryTransient(deps.timing, async () => {
    try {
      await write(deps, account);
    } catch (error) {
      const outcome = outcomeOf(error);
      if (outcome === undefined) throw error;
      if (outcome === 'isTaken') throw new DomainError(ErrorType.Conflict, usernameTaken);
    }
  });
