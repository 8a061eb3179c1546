import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { PreSignUpTriggerEvent } from 'aws-lambda';
import { usernameRule, usernameTaken } from '../../domain/username.ts';
import { isUsername } from '../lib/accounts/isUsername.ts';
import type { ProfileDeps } from '../lib/accounts/putProfile.ts';

export type PreSignUpDeps = Pick<ProfileDeps, 'documents' | 'reservationsTable' | 'hashUsername'>;

/** Whether anybody has, or ever had, the name. Cognito itself forgets the names of accounts that were deleted. */
const isReserved = async (
  { documents, reservationsTable, hashUsername }: PreSignUpDeps,
  username: string,
): Promise<boolean> => {
  const { Item } = await documents.send(
    new GetCommand({
      TableName: reservationsTable,
      Key: { usernameHash: await hashUsername(username) },
      ConsistentRead: true,
    }),
  );
  return Item !== undefined;
};

/** The username rules for everybody, also for frontends that sign up straight at the user pool. */
export const preSignUp =
  (deps: PreSignUpDeps) =>
  async (event: PreSignUpTriggerEvent): Promise<PreSignUpTriggerEvent> => {
    if (!isUsername(event.userName)) throw new Error(usernameRule);
    if (await isReserved(deps, event.userName)) throw new Error(usernameTaken);
    return event;
  };
