import { createHash } from 'node:crypto';
import type { JWK } from 'jose';
import type { Clock } from '../../base/Clock.ts';
import type { Iam, Session } from '../../iam/Iam.ts';
import { verifySignature } from '../../iam/verifySignature.ts';
import type { Stack } from '../../template/Stack.ts';
import type { Authenticator, Credentials } from './Authenticator.ts';
import type { Caller, IamCaller } from './Caller.ts';
import { createApiKeys } from './createApiKeys.ts';
import { createTokenVerifier } from './createTokenVerifier.ts';
import { loadApiConfiguration } from './loadApiConfiguration.ts';
import { refuse } from './refuse.ts';

/** Of a role's unique id. */
const idDigits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export interface AuthenticatorOptions {
  readonly stack: Stack;
  readonly clock: Clock;
  readonly iam: Iam;
  jwks(poolId: string): { keys: JWK[] };
  issuer(poolId: string): string;
}

type Answer = Awaited<ReturnType<Authenticator['authenticate']>>;

/**
 * Verifies credentials by the modes of the stack's API. Where a request carries several, SigV4 goes before an API key and
 * an API key before a token: https://github.com/aws/aws-appsync-community/issues/169
 */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const configuration = loadApiConfiguration(options.stack);
  const isKnownKey = createApiKeys(options.stack, options.clock);
  const verifyToken = createTokenVerifier({ ...options, userPools: configuration.userPools });
  const withMode = (mode: Caller['mode'], verify: () => Answer | Promise<Answer>): Answer | Promise<Answer> =>
    configuration.modes.has(mode) ? verify() : refuse('notAuthorized');
  return {
    authenticate: async (credentials) => {
      const authorization = credentials.headers['authorization'];
      const apiKey = credentials.headers['x-api-key'];
      if (authorization?.startsWith('AWS4-HMAC-SHA256') === true) {
        return withMode('AWS_IAM', () => verifySigned(credentials, options));
      }
      if (apiKey !== undefined) {
        return withMode('API_KEY', () =>
          isKnownKey(apiKey)
            ? { caller: { mode: 'API_KEY', sourceIp: credentials.sourceIp } }
            : refuse('notAuthorized'),
        );
      }
      if (authorization === undefined || authorization.trim() === '') return refuse('noCredentials');
      const token = authorization.trim().replace(/^Bearer\s+/i, '');
      return withMode('AMAZON_COGNITO_USER_POOLS', () => verifyToken(token, credentials.sourceIp));
    },
  };
}

/** Type and texts of a refused signature are unconfirmed for AppSync; they are those of AWS's services in general. */
function verifySigned(credentials: Credentials, { stack, clock, iam }: AuthenticatorOptions): Answer {
  const [path = '', query = ''] = credentials.path.split('?');
  const { method, headers, body } = credentials;
  const verified = verifySignature(
    { method, path, query, headers, body },
    { service: 'appsync', region: stack.region, clock, iam },
  );
  if ('refusal' in verified) {
    return { refusal: { errorType: 'UnauthorizedException', message: verified.refusal.message } };
  }
  return { caller: toIamCaller(verified.session, stack.accountId, credentials.sourceIp) };
}

function toIamCaller(session: Session, accountId: string, sourceIp: readonly string[]): IamCaller {
  const roleName = session.roleArn.replace(/^.*\//, '');
  return {
    mode: 'AWS_IAM',
    sourceIp,
    accountId,
    roleArn: session.roleArn,
    userArn: `arn:aws:sts::${accountId}:assumed-role/${roleName}/${session.sessionName}`,
    username: `${toRoleId(session.roleArn)}:${session.sessionName}`,
  };
}

/** A role's unique id in AWS's form (`AROA` and 17 more), the same at every start. */
function toRoleId(roleArn: string): string {
  const bytes = createHash('sha256').update(roleArn).digest().subarray(0, 17);
  return `AROA${[...bytes].map((byte) => idDigits[byte % idDigits.length] ?? 'A').join('')}`;
}
