import { compactVerify, decodeJwt, decodeProtectedHeader, importJWK, type CryptoKey, type JWK } from 'jose';
import type { Clock } from '../../base/Clock.ts';
import { TemplateError } from '../../base/TemplateError.ts';
import type { Stack } from '../../template/Stack.ts';
import type { Authenticator } from './Authenticator.ts';
import type { UserPoolCaller } from './Caller.ts';
import type { UserPoolProvider } from './loadApiConfiguration.ts';
import { refuse, type RefusalReason } from './refuse.ts';

export interface TokenVerifierOptions {
  readonly stack: Stack;
  readonly clock: Clock;
  readonly userPools: readonly UserPoolProvider[];
  jwks(poolId: string): { keys: JWK[] };
  issuer(poolId: string): string;
}

type Claims = Readonly<Record<string, unknown>>;
type Answer = Awaited<ReturnType<Authenticator['authenticate']>>;

interface Pool {
  readonly id: string;
  accepts(clientId: string): boolean;
}

/** How far ahead of the runtime's clock a token may have been issued. */
const skewSeconds = 60;
/** Real tokens have about 1 KB; nothing longer is worth a signature check. */
const maxCharacters = 16_384;

/**
 * Verifies Cognito's id and access tokens. Keys are the pools' own: nothing is ever fetched, and what a token's header
 * says of keys (`jwk`, `jku`, `x5u`) counts for nothing.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
 */
export function createTokenVerifier(
  options: TokenVerifierOptions,
): (token: string, sourceIp: readonly string[]) => Promise<Answer> {
  const pools = options.userPools.map((provider) => toPool(provider, options.stack));
  const findKey = createKeyFinder(options);
  return async (token, sourceIp) => {
    const decoded = decode(token);
    if (decoded === undefined) return refuse('unparsable');
    const { claims, kid, algorithm } = decoded;
    const pool = pools.find((candidate) => options.issuer(candidate.id) === claims['iss']);
    if (pool === undefined || algorithm !== 'RS256') return refuse('forged');
    const key = await findKey(pool.id, kid);
    if (key === undefined || !(await isSigned(token, key))) return refuse('forged');
    const fault = findClaimFault(claims, pool, options.clock.now() / 1000);
    return fault === undefined ? { caller: toCaller(claims, sourceIp) } : refuse(fault);
  };
}

function decode(token: string): { claims: Claims; kid: string | undefined; algorithm: string | undefined } | undefined {
  if (token.length > maxCharacters) return undefined;
  try {
    const { kid, alg } = decodeProtectedHeader(token);
    return { claims: decodeJwt(token), kid, algorithm: alg };
  } catch {
    return undefined;
  }
}

function createKeyFinder(
  options: Pick<TokenVerifierOptions, 'jwks'>,
): (poolId: string, kid: unknown) => Promise<CryptoKey | Uint8Array | undefined> {
  const imported = new Map<string, Promise<CryptoKey | Uint8Array>>();
  return async (poolId, kid) => {
    const jwk = options.jwks(poolId).keys.find((candidate) => typeof kid === 'string' && candidate.kid === kid);
    if (jwk === undefined) return undefined;
    const id = JSON.stringify([poolId, jwk.kid, jwk.n]);
    const known = imported.get(id) ?? importJWK(jwk, 'RS256');
    imported.set(id, known);
    return known;
  };
}

async function isSigned(token: string, key: CryptoKey | Uint8Array): Promise<boolean> {
  try {
    await compactVerify(token, key, { algorithms: ['RS256'] });
    return true;
  } catch {
    return false;
  }
}

function findClaimFault(claims: Claims, pool: Pool, now: number): RefusalReason | undefined {
  const { exp } = claims;
  if (typeof exp !== 'number' || !isOfItsTime(claims, now)) return 'forged';
  if (now >= exp) return 'expired';
  if (readText(claims, 'sub') === undefined || usernameOf(claims) === undefined) return 'forged';
  const clientId = clientOf(claims);
  return clientId !== undefined && pool.accepts(clientId) ? undefined : 'forged';
}

function isOfItsTime({ iat, nbf }: Claims, now: number): boolean {
  if (typeof iat !== 'number' || iat > now + skewSeconds) return false;
  return nbf === undefined || (typeof nbf === 'number' && nbf <= now);
}

/** `aud` of an id token, `client_id` of an access token; any other `token_use` has no client here. */
function clientOf(claims: Claims): string | undefined {
  return readText(claims, claims['token_use'] === 'id' ? 'aud' : claims['token_use'] === 'access' ? 'client_id' : '');
}

function usernameOf(claims: Claims): string | undefined {
  return readText(claims, claims['token_use'] === 'id' ? 'cognito:username' : 'username');
}

function readText(claims: Claims, name: string): string | undefined {
  const value = claims[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function toCaller(claims: Claims, sourceIp: readonly string[]): UserPoolCaller {
  const groups: unknown = claims['cognito:groups'];
  return {
    mode: 'AMAZON_COGNITO_USER_POOLS',
    sourceIp,
    sub: readText(claims, 'sub') ?? '',
    username: usernameOf(claims) ?? '',
    issuer: readText(claims, 'iss') ?? '',
    groups: Array.isArray(groups) ? groups.filter((group) => typeof group === 'string') : null,
    claims,
  };
}

/** AppSync matches the expression against the client id; whether the whole of it is unconfirmed, and the stricter reading. */
function toPool({ userPoolId, appIdClientRegex }: UserPoolProvider, stack: Stack): Pool {
  if (appIdClientRegex !== undefined && appIdClientRegex !== '') {
    const expression = compile(appIdClientRegex);
    return { id: userPoolId, accepts: (clientId) => expression.test(clientId) };
  }
  const clients = stack
    .resourcesOf('AWS::Cognito::UserPoolClient')
    .filter((resource) => resource.properties['UserPoolId'] === userPoolId)
    .map((resource) => resource.ref);
  return { id: userPoolId, accepts: (clientId) => clients.includes(clientId) };
}

function compile(expression: string): RegExp {
  try {
    return new RegExp(`^(?:${expression})$`);
  } catch {
    throw new TemplateError(`AppIdClientRegex ${expression} is not a regular expression.`);
  }
}
