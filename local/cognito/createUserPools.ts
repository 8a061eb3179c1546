import { decodeProtectedHeader, type JWK } from 'jose';
import type { Clock } from '../base/Clock.ts';
import { UnsupportedFeatureError } from '../base/UnsupportedFeatureError.ts';
import type { ServiceAnswer } from '../gate/Gate.ts';
import type { Functions } from '../lambda/Functions.ts';
import type { OpenPersistentMap } from '../storage/PersistentMap.ts';
import type { Stack } from '../template/Stack.ts';
import type { Output } from './actions/Action.ts';
import { adminActions } from './actions/adminActions.ts';
import { clientActions } from './actions/clientActions.ts';
import { requiredString, type Input } from './actions/readInput.ts';
import { userActions } from './actions/userActions.ts';
import { CognitoError, notAuthorized } from './pool/CognitoError.ts';
import { createMailbox, type Mail, type StoredMail } from './pool/createMailbox.ts';
import { createPool } from './pool/createPool.ts';
import type { Pool } from './pool/Pool.ts';
import { loadPoolDefinitions } from './template/loadPoolDefinitions.ts';
import type { ClientDefinition } from './template/PoolDefinition.ts';
import { verifyAccessToken } from './tokens/verifyAccessToken.ts';

/** The Cognito user pools of the stack. */
export interface UserPools {
  /**
   * An action of the API in its JSON 1.1 form. Refusals are status 400 with `__type` and `message`; what the runtime
   * does not have is status 500 with `__type` UnsupportedFeatureError.
   * @param roleArn whose policies the gate has found to allow the action; the IAM actions are refused without
   */
  call(operation: string, input: Record<string, unknown>, roleArn?: string): Promise<ServiceAnswer>;
  /** @throws Error for a pool that the stack does not have, as `issuer` does */
  jwks(poolId: string): { keys: JWK[] };
  issuer(poolId: string): string;
  /** Newest first. */
  mails(): readonly Mail[];
}

export interface UserPoolsOptions {
  readonly stack: Stack;
  readonly clock: Clock;
  readonly open: OpenPersistentMap;
  readonly functions: Functions;
  /** e.g. `http://localhost:20002` */
  readonly origin: string;
}

/** @throws UnsupportedFeatureError, or TemplateError for a trigger that Cognito may not invoke */
export function createUserPools(options: UserPoolsOptions): UserPools {
  const mailbox = createMailbox(options.open<StoredMail>('cognito mails'), options.clock);
  const pools = loadPoolDefinitions(options.stack).map((definition) => createPool(definition, { ...options, mailbox }));

  function pool(poolId: string): Pool {
    const found = pools.find(({ definition }) => definition.id === poolId);
    if (found === undefined) throw new Error(`The stack has no user pool ${poolId}.`);
    return found;
  }

  return {
    async call(operation, input, roleArn) {
      try {
        return { status: 200, body: await run(pools, { operation, input, roleArn }) };
      } catch (error) {
        return toRefusal(error);
      }
    },
    jwks: (poolId) => ({ keys: [pool(poolId).signingKey.publicJwk] }),
    issuer: (poolId) => pool(poolId).issuer,
    mails: () => mailbox.mails().map((mail) => toMail(mail, pools)),
  };
}

function toMail({ issuedFor, isUsed, ...mail }: StoredMail, pools: readonly Pool[]): Mail {
  if (isUsed === true) return { ...mail, state: 'used' };
  const codes = pools.find(({ definition }) => definition.id === issuedFor?.poolId)?.codes;
  const isOpen = issuedFor === undefined || codes?.isOpen(issuedFor.sub, issuedFor.purpose, mail.code) === true;
  return { ...mail, state: isOpen ? 'open' : 'ended' };
}

interface Call {
  readonly operation: string;
  readonly input: Input;
  readonly roleArn: string | undefined;
}

async function run(pools: readonly Pool[], { operation, input, roleArn }: Call): Promise<Output> {
  const clientAction = ownAction(clientActions, operation);
  if (clientAction !== undefined) return clientAction({ ...findClient(pools, input), input });

  const userAction = ownAction(userActions, operation);
  if (userAction !== undefined) {
    const token = requiredString(input, 'AccessToken');
    const pool = findSigner(pools, token);
    const { user, session } = await verifyAccessToken(pool, token);
    return userAction({ pool, user, session, client: clientOf(pool, session.clientId), input });
  }

  const adminAction = ownAction(adminActions, operation);
  if (adminAction === undefined) throw new UnsupportedFeatureError(`Cognito's action ${operation}`);
  if (roleArn === undefined) {
    throw new CognitoError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  return adminAction({ pool: findPool(pools, input), input });
}

function ownAction<Action>(actions: Readonly<Record<string, Action>>, operation: string): Action | undefined {
  return Object.hasOwn(actions, operation) ? actions[operation] : undefined;
}

function findClient(pools: readonly Pool[], input: Input): { pool: Pool; client: ClientDefinition } {
  const clientId = requiredString(input, 'ClientId');
  for (const pool of pools) {
    const client = pool.definition.clients.find(({ id }) => id === clientId);
    if (client !== undefined) return { pool, client };
  }
  throw new CognitoError('ResourceNotFoundException', `User pool client ${clientId} does not exist.`);
}

function clientOf(pool: Pool, clientId: string): ClientDefinition {
  const client = pool.definition.clients.find(({ id }) => id === clientId);
  if (client === undefined) throw notAuthorized('Invalid Access Token');
  return client;
}

function findPool(pools: readonly Pool[], input: Input): Pool {
  const poolId = requiredString(input, 'UserPoolId');
  const pool = pools.find(({ definition }) => definition.id === poolId);
  if (pool !== undefined) return pool;
  throw new CognitoError('ResourceNotFoundException', `User pool ${poolId} does not exist.`);
}

/** By the token's key: each pool has its own. */
function findSigner(pools: readonly Pool[], token: string): Pool {
  const kid = toKid(token);
  const pool = pools.find(({ signingKey }) => signingKey.kid === kid);
  if (pool === undefined) throw notAuthorized('Invalid Access Token');
  return pool;
}

function toKid(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).kid;
  } catch {
    throw notAuthorized('Invalid Access Token');
  }
}

function toRefusal(error: unknown): ServiceAnswer {
  if (error instanceof CognitoError) return { status: 400, body: { __type: error.type, message: error.message } };
  if (error instanceof UnsupportedFeatureError) {
    return { status: 500, body: { __type: error.name, message: error.message } };
  }
  throw error;
}
