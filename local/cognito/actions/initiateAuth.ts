import { UnsupportedFeatureError } from '../../base/UnsupportedFeatureError.ts';
import { assertSecretHash } from '../pool/assertSecretHash.ts';
import { CognitoError, invalidParameter, userNotFound } from '../pool/CognitoError.ts';
import { assertPassword } from '../pool/password.ts';
import type { AdminCall, ClientCall, Output } from './Action.ts';
import { requiredParameter, requiredString, stringMap } from './readInput.ts';
import { refreshTokens } from './refreshTokens.ts';
import { signIn } from './signIn.ts';
import { startSrp } from './startSrp.ts';

const adminFlows = ['ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'];

export async function initiateAuth(call: ClientCall): Promise<Output> {
  const flow = requiredString(call.input, 'AuthFlow');
  if (adminFlows.includes(flow)) throw invalidParameter('Initiate Auth method not supported.');
  if (flow === 'USER_SRP_AUTH') return startSrp(call);
  if (flow === 'USER_PASSWORD_AUTH') {
    assertFlow(call, 'ALLOW_USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH flow not enabled for this client');
    return signInByPassword(call);
  }
  if (isRefresh(flow)) return signInByRefreshToken(call);
  throw new UnsupportedFeatureError(`the auth flow ${flow} of Cognito's InitiateAuth`);
}

export async function adminInitiateAuth({ pool, input }: AdminCall): Promise<Output> {
  const flow = requiredString(input, 'AuthFlow');
  const clientId = requiredString(input, 'ClientId');
  const client = pool.definition.clients.find(({ id }) => id === clientId);
  if (client === undefined) {
    throw new CognitoError('ResourceNotFoundException', `User pool client ${clientId} does not exist.`);
  }
  const call = { pool, client, input };
  if (flow === 'USER_PASSWORD_AUTH') throw invalidParameter('Initiate Auth method not supported.');
  if (flow === 'ADMIN_USER_PASSWORD_AUTH') {
    assertFlow(call, 'ALLOW_ADMIN_USER_PASSWORD_AUTH', 'Auth flow not enabled for this client');
    return signInByPassword(call);
  }
  if (isRefresh(flow)) return signInByRefreshToken(call);
  throw new UnsupportedFeatureError(`the auth flow ${flow} of Cognito's AdminInitiateAuth`);
}

function isRefresh(flow: string): boolean {
  return flow === 'REFRESH_TOKEN_AUTH' || flow === 'REFRESH_TOKEN';
}

function assertFlow({ client }: ClientCall, flow: string, refusal: string): void {
  if (!client.authFlows.has(flow)) throw invalidParameter(refusal);
}

async function signInByPassword({ pool, client, input }: ClientCall): Promise<Output> {
  const parameters = stringMap(input, 'AuthParameters');
  const name = requiredParameter(parameters, 'USERNAME');
  const password = requiredParameter(parameters, 'PASSWORD');
  assertSecretHash(client, name, parameters['SECRET_HASH']);
  const user = pool.users.find(name);
  if (user === undefined && !client.hidesUsers) throw userNotFound();
  assertPassword(pool, { name, user }, password);
  // Nobody has passed who does not exist: this is for the compiler.
  if (user === undefined) throw userNotFound();
  return signIn(pool, { client, user, clientMetadata: stringMap(input, 'ClientMetadata') });
}

async function signInByRefreshToken(call: ClientCall): Promise<Output> {
  const { pool, client, input } = call;
  const parameters = stringMap(input, 'AuthParameters');
  const refreshToken = requiredParameter(parameters, 'REFRESH_TOKEN');
  const session = pool.sessions.byRefreshToken(refreshToken);
  const user = session === undefined ? undefined : pool.users.bySub(session.sub);
  assertSecretHash(client, user?.username ?? parameters['USERNAME'] ?? '', parameters['SECRET_HASH']);
  const tokens = await refreshTokens(call, refreshToken);
  return { AuthenticationResult: tokens, ChallengeParameters: {} };
}
