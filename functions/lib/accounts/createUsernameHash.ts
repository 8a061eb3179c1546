import { createHmac } from 'node:crypto';
import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { toUsername } from '../../../domain/username.ts';

/** @returns HMAC-SHA256 of the name in lower case, base64url */
export type HashUsername = (username: string) => Promise<string>;

/** The key is never rotated: with another one, every name that was ever had would be free. So it is read once. */
export const createUsernameHash = (secrets: SecretsManagerClient, secretId: string): HashUsername => {
  const load = async (): Promise<string> => {
    const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: secretId }));
    if (SecretString === undefined) throw new Error('The secret holds no key.');
    return SecretString;
  };
  let key: string | undefined;
  return async (username) => {
    key ??= await load();
    return createHmac('sha256', key).update(toUsername(username)).digest('base64url');
  };
};
