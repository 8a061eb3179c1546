import {
  CognitoIdentityProviderClient,
  CognitoIdentityProviderServiceException,
} from '@aws-sdk/client-cognito-identity-provider';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import type { AccountDeps } from '../../functions/lib/accounts/AccountDeps.ts';
import { createServerClient } from '../../functions/lib/accounts/createServerClient.ts';

export const anaId = 'aaaaaaaa-1111-4111-8111-111111111111';

/** What Cognito throws, by name and text. */
export const exception = (name: string, message = 'Said by Cognito.'): CognitoIdentityProviderServiceException =>
  new CognitoIdentityProviderServiceException({ name, message, $fault: 'client', $metadata: { httpStatusCode: 400 } });

export const staleSecret = exception('NotAuthorizedException', 'Unable to verify secret hash for client client-1');

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export const accessToken = ['e30', base64url({ sub: anaId, username: 'ana' }), 'signature'].join('.');
export const idToken = ['e30', base64url({ sub: anaId, name: 'Ana A.' }), 'signature'].join('.');

export const tokens = {
  AccessToken: accessToken,
  IdToken: idToken,
  RefreshToken: 'refresh-token',
  ExpiresIn: 1800,
  TokenType: 'Bearer',
};

/** Real clients whose answers a test gives, and a secret that can be rotated. */
export class AccountWorld {
  readonly #cognitoClient = new CognitoIdentityProviderClient({ region: 'us-east-1' });
  readonly #secretsClient = new SecretsManagerClient({ region: 'us-east-1' });
  readonly cognito = mockClient(this.#cognitoClient);
  readonly secrets = mockClient(this.#secretsClient);
  readonly deps: AccountDeps = {
    cognito: this.#cognitoClient,
    withServerClient: createServerClient(this.#secretsClient, 'secret-arn'),
  };

  constructor() {
    this.useSecret('secret-1');
  }

  useSecret(clientSecret: string): void {
    this.secrets
      .on(GetSecretValueCommand)
      .resolves({ SecretString: JSON.stringify({ clientId: 'client-1', clientSecret }) });
  }

  secretReads(): number {
    return this.secrets.commandCalls(GetSecretValueCommand).length;
  }

  /** What was sent to Cognito, in order. */
  calls(): { command: string; input: unknown }[] {
    return this.cognito.calls().map(({ args: [command] }) => ({
      command: command.constructor.name,
      input: command.input,
    }));
  }

  commands(): string[] {
    return this.calls().map(({ command }) => command);
  }
}
