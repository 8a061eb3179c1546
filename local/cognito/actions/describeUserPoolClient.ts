import { CognitoError } from '../pool/CognitoError.ts';
import type { AdminCall, Output } from './Action.ts';
import { requiredString } from './readInput.ts';

export function describeUserPoolClient({ pool, input }: AdminCall): Output {
  const clientId = requiredString(input, 'ClientId');
  const client = pool.definition.clients.find(({ id }) => id === clientId);
  if (client === undefined) {
    throw new CognitoError('ResourceNotFoundException', `User pool client ${clientId} does not exist.`);
  }
  return {
    UserPoolClient: {
      UserPoolId: pool.definition.id,
      ClientId: client.id,
      ClientName: client.name,
      ...(client.secret === undefined ? {} : { ClientSecret: client.secret }),
      ExplicitAuthFlows: [...client.authFlows],
      AccessTokenValidity: client.accessTokenSeconds,
      IdTokenValidity: client.idTokenSeconds,
      RefreshTokenValidity: client.refreshTokenSeconds,
      TokenValidityUnits: { AccessToken: 'seconds', IdToken: 'seconds', RefreshToken: 'seconds' },
      PreventUserExistenceErrors: client.hidesUsers ? 'ENABLED' : 'LEGACY',
      EnableTokenRevocation: true,
    },
  };
}
