import { createHmac } from 'node:crypto';
import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** The confidential app client of the user pool, through which the backend itself calls Cognito. */
export interface ServerClient {
  readonly clientId: string;
  readonly clientSecret: string;
  /** https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html#cognito-user-pools-computing-secret-hash */
  readonly secretHash: (username: string) => string;
}

export type WithServerClient = <Result>(run: (client: ServerClient) => Promise<Result>) => Promise<Result>;

const toServerClient = (secretString: string | undefined): ServerClient => {
  const { clientId, clientSecret } = JSON.parse(secretString ?? '{}') as Partial<ServerClient>;
  if (clientId === undefined || clientSecret === undefined) throw new Error('The secret holds no app client.');
  return {
    clientId,
    clientSecret,
    secretHash: (username) =>
      createHmac('sha256', clientSecret)
        .update(username + clientId)
        .digest('base64'),
  };
};

/** Signs that the secret in hand is an old one. A wrong password is none: it must not cost a call. */
const isRotated = (error: unknown): boolean =>
  error instanceof Error &&
  ((error.name === 'NotAuthorizedException' && error.message.startsWith('Unable to verify secret hash')) ||
    (error.name === 'NotAuthorizedException' && error.message.startsWith('Invalid client secret')) ||
    (error.name === 'ResourceNotFoundException' && error.message.startsWith('User pool client')));

/** Keeps the secret for the life of the function's instance, and reads it again once when Cognito refuses it. */
export const createServerClient = (secrets: SecretsManagerClient, secretId: string): WithServerClient => {
  const load = async (): Promise<ServerClient> =>
    toServerClient((await secrets.send(new GetSecretValueCommand({ SecretId: secretId }))).SecretString);
  let current: Promise<ServerClient> | undefined;
  const get = (): Promise<ServerClient> => {
    const loading = (current ??= load());
    loading.catch(() => (current = undefined));
    return loading;
  };
  return async (run) => {
    try {
      return await run(await get());
    } catch (error) {
      if (!isRotated(error)) throw error;
      current = undefined;
      return run(await get());
    }
  };
};
