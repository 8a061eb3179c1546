import { assertClientSecret } from '../pool/assertSecretHash.ts';
import type { ClientCall, Output } from './Action.ts';
import { optionalString, requiredString } from './readInput.ts';
import { refreshTokens } from './refreshTokens.ts';

export async function getTokensFromRefreshToken(call: ClientCall): Promise<Output> {
  const refreshToken = requiredString(call.input, 'RefreshToken');
  assertClientSecret(call.client, optionalString(call.input, 'ClientSecret'));
  return { AuthenticationResult: await refreshTokens(call, refreshToken) };
}
