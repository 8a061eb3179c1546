import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { callApi } from '../lib/lambda/callApi.ts';
import type { PostConfirmationDeps } from './postConfirmation.ts';

const query = `mutation endSubscriptions($userId: ID!, $signedOutAt: AWSTimestamp!) {
  endSubscriptions(userId: $userId, signedOutAt: $signedOutAt)
}`;

/**
 * The address of the API is read, because no trigger can be deployed with it: the API needs the user pool, and the pool
 * its triggers (infra/TriggerRights.ts). It stays the same for the life of the function's instance.
 */
export const createEndSubscriptions = (
  secrets: SecretsManagerClient,
  secretId: string,
): PostConfirmationDeps['endSubscriptions'] => {
  let graphqlUrl: string | undefined;
  const load = async (): Promise<string> => {
    const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: secretId }));
    if (SecretString === undefined) throw new Error('The secret holds no address.');
    return SecretString;
  };
  return async (userId, signedOutAt) => {
    graphqlUrl ??= await load();
    await callApi(graphqlUrl, { field: 'endSubscriptions', query, variables: { userId, signedOutAt } });
  };
};
