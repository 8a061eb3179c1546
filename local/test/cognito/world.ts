import { createHash, createHmac, getDiffieHellman, hkdfSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { SettableClock } from '../../base/Clock.ts';
import { createUserPools, type UserPools } from '../../cognito/createUserPools.ts';
import { createSigningKey, type StoredKey } from '../../cognito/pool/createSigningKey.ts';
import type { ServiceAnswer } from '../../gate/Gate.ts';
import type { Functions, InvocationOutcome } from '../../lambda/Functions.ts';
import { createPersistentMaps } from '../../storage/createPersistentMaps.ts';
import type { Stack, StackResource } from '../../template/Stack.ts';

export const poolId = 'us-east-1_AbCdEfGhI';
export const poolArn = `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${poolId}`;
export const publicClientId = 'publicclient00000000000000';
export const confidentialClientId = 'confidentialclient00000000';
export const legacyClientId = 'legacyclient00000000000000';
export const clientSecret = 'a-client-secret';
export const adminRole = 'arn:aws:iam::000000000000:role/Admin';
export const password = 'Correct-horse-1';

const triggerArns = {
  PreSignUp: 'arn:aws:lambda:us-east-1:000000000000:function:PreSignUp',
  PostConfirmation: 'arn:aws:lambda:us-east-1:000000000000:function:PostConfirmation',
  PreTokenGeneration: 'arn:aws:lambda:us-east-1:000000000000:function:PreTokenGeneration',
};

export type Event = Record<string, unknown> & { readonly response: Record<string, unknown> };
export type Trigger = (event: Event) => InvocationOutcome | Promise<InvocationOutcome>;

export interface WorldOptions {
  readonly pool?: Record<string, unknown>;
  readonly client?: Record<string, unknown>;
  readonly triggers?: Partial<Record<keyof typeof triggerArns, Trigger>>;
  readonly permission?: Record<string, unknown>;
  readonly extra?: readonly StackResource[];
  readonly dataDir?: string;
  readonly origin?: string;
}

export interface World {
  readonly pools: UserPools;
  readonly clock: SettableClock;
  readonly events: Event[];
  call(operation: string, input?: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** `Type: message` */
  refusal(operation: string, input?: Record<string, unknown>): Promise<string>;
  admin(operation: string, input?: Record<string, unknown>): Promise<Record<string, unknown>>;
  code(): string;
  /** Signs up and confirms. */
  person(username: string, email?: string): Promise<string>;
  signIn(username: string): Promise<Tokens>;
  close(): void;
}

export interface Tokens {
  readonly AccessToken: string;
  readonly IdToken: string;
  readonly RefreshToken: string;
  readonly ExpiresIn: number;
  readonly TokenType: string;
}

export function createWorld(options: WorldOptions = {}): World {
  const clock = new SettableClock();
  const events: Event[] = [];
  const maps = createPersistentMaps(options.dataDir);
  if (options.dataDir === undefined) maps.open<StoredKey>('cognito Pool key').set('signing', sharedKey());
  const pools = createUserPools({
    stack: aStack(options),
    clock,
    open: maps.open,
    functions: functionsOf(options, events),
    origin: options.origin ?? 'http://localhost:20002',
  });

  async function call(operation: string, input: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    return toOutput(await pools.call(operation, { ClientId: publicClientId, ...input }));
  }

  const world: World = {
    pools,
    clock,
    events,
    call,
    async refusal(operation, input = {}) {
      const { status, body } = await pools.call(operation, { ClientId: publicClientId, ...input });
      if (status === 200) throw new Error(`${operation} was not refused.`);
      return `${String(body['__type'])}: ${String(body['message'])}`;
    },
    admin: async (operation, input = {}) =>
      toOutput(await pools.call(operation, { UserPoolId: poolId, ...input }, adminRole)),
    code: () => pools.mails()[0]!.code,
    async person(username, email = `${username}@example.com`) {
      const signedUp = await call('SignUp', {
        Username: username,
        Password: password,
        UserAttributes: [{ Name: 'email', Value: email }],
      });
      await call('ConfirmSignUp', { Username: username, ConfirmationCode: world.code() });
      return String(signedUp['UserSub']);
    },
    async signIn(username) {
      const answer = await call('InitiateAuth', passwordAuth(username));
      return answer['AuthenticationResult'] as Tokens;
    },
    close: () => maps.close(),
  };
  return world;
}

let key: StoredKey | undefined;

/** An RSA key takes long to make: worlds in memory share one. */
function sharedKey(): StoredKey {
  if (key !== undefined) return key;
  const keys = createPersistentMaps(undefined).open<StoredKey>('key');
  createSigningKey(keys);
  key = keys.get('signing')!;
  return key;
}

export function passwordAuth(username: string, secret = password): Record<string, unknown> {
  return { AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: username, PASSWORD: secret } };
}

export function secretHash(username: string, clientId = confidentialClientId): string {
  return createHmac('sha256', clientSecret)
    .update(username + clientId)
    .digest('base64');
}

export function aResource(type: string, ref: string, properties: Record<string, unknown>): StackResource {
  return { logicalId: ref.replaceAll(/\W/g, ''), type, properties, ref, attributes: {} };
}

export function aStack({ pool = {}, client = {}, triggers = {}, permission = {}, extra = [] }: WorldOptions): Stack {
  const used = Object.keys(triggers) as (keyof typeof triggerArns)[];
  const resources: StackResource[] = [
    {
      ...aResource('AWS::Cognito::UserPool', poolId, {
        AutoVerifiedAttributes: ['email'],
        UsernameConfiguration: { CaseSensitive: false },
        Policies: { PasswordPolicy: { MinimumLength: 10, RequireUppercase: true, RequireNumbers: true } },
        Schema: [{ Name: 'email', Required: true, Mutable: true }],
        LambdaConfig: Object.fromEntries(used.map((name) => [name, triggerArns[name]])),
        ...pool,
      }),
      logicalId: 'Pool',
      attributes: { Arn: poolArn },
    },
    aClient(publicClientId, client),
    aClient(confidentialClientId, { GenerateSecret: true }),
    aClient(legacyClientId, { PreventUserExistenceErrors: 'LEGACY' }),
    aResource('AWS::Cognito::UserPoolGroup', 'admins', { UserPoolId: poolId, GroupName: 'admins', Precedence: 1 }),
    ...used.map((name) =>
      aResource('AWS::Lambda::Permission', `${name}Permission`, {
        Action: 'lambda:InvokeFunction',
        FunctionName: triggerArns[name],
        Principal: 'cognito-idp.amazonaws.com',
        SourceArn: poolArn,
        ...permission,
      }),
    ),
    ...extra,
  ];
  return {
    name: 'Messaging',
    region: 'us-east-1',
    accountId: '000000000000',
    outputs: {},
    resourcesOf: (type) => resources.filter((resource) => resource.type === type),
    resource: (logicalId) => resources.find((resource) => resource.logicalId === logicalId)!,
    assetPath: (objectKey) => objectKey,
  };
}

function aClient(id: string, properties: Record<string, unknown>): StackResource {
  return {
    ...aResource('AWS::Cognito::UserPoolClient', id, {
      UserPoolId: poolId,
      ClientName: id,
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      PreventUserExistenceErrors: 'ENABLED',
      AccessTokenValidity: 30,
      IdTokenValidity: 30,
      RefreshTokenValidity: 30,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'days' },
      ...properties,
    }),
    attributes: { ClientSecret: clientSecret },
  };
}

function functionsOf({ triggers = {} }: WorldOptions, events: Event[]): Functions {
  return {
    async invoke(functionArn, event) {
      const name = functionArn.split(':').at(-1) as keyof typeof triggerArns;
      events.push(event as Event);
      return triggers[name]!(event as Event);
    },
  };
}

export function returned(payload: unknown): InvocationOutcome {
  return { kind: 'returned', payload };
}

export function thrown(errorMessage: string, errorType = 'Error'): InvocationOutcome {
  return { kind: 'failed', errorType, errorMessage };
}

function toOutput({ status, body }: ServiceAnswer): Record<string, unknown> {
  if (status !== 200) throw new Error(`${String(body['__type'])}: ${String(body['message'])}`);
  return body;
}

/** The pools behind HTTP, with the service's SDK before them. */
export async function serve(pools: UserPools): Promise<{ client: CognitoIdentityProviderClient; stop(): void }> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
      const input = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
      const role = request.headers.authorization === undefined ? undefined : adminRole;
      void pools.call(operation, input, role).then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = new CognitoIdentityProviderClient({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
    maxAttempts: 1,
  });
  return {
    client,
    stop() {
      client.destroy();
      server.close();
    },
  };
}

const N = BigInt(`0x${getDiffieHellman('modp15').getPrime('hex')}`);

/** Square and multiply, from the lowest bit: nothing shared with the server's. */
export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest % 2n === 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

function padHex(value: bigint): string {
  const hex = value.toString(16);
  const even = hex.length % 2 === 1 ? `0${hex}` : hex;
  return '89abcdef'.includes(even.charAt(0)) ? `00${even}` : even;
}

function hashHex(hex: string): bigint {
  return BigInt(`0x${createHash('sha256').update(Buffer.from(hex, 'hex')).digest('hex')}`);
}

/** The client's side of SRP as Cognito's SDKs compute it. */
export function srpClient(a: bigint): {
  readonly SRP_A: string;
  respond(challenge: Record<string, string>, secret: string, timestamp?: string): Record<string, string>;
} {
  const A = power(2n, a, N);
  return {
    SRP_A: A.toString(16),
    respond(challenge, secret, timestamp = 'Mon Nov 23 14:47:16 UTC 2026') {
      const B = BigInt(`0x${challenge['SRP_B']!}`);
      const userId = challenge['USER_ID_FOR_SRP']!;
      const poolName = poolId.split('_')[1]!;
      const k = hashHex(padHex(N) + padHex(2n));
      const u = hashHex(padHex(A) + padHex(B));
      const account = createHash('sha256').update(`${poolName}${userId}:${secret}`).digest('hex');
      const x = hashHex(padHex(BigInt(`0x${challenge['SALT']!}`)) + account);
      const base = (((B - k * power(2n, x, N)) % N) + N) % N;
      const S = power(base, a + u * x, N);
      const key = Buffer.from(
        hkdfSync('sha256', Buffer.from(padHex(S), 'hex'), Buffer.from(padHex(u), 'hex'), 'Caldera Derived Key', 16),
      );
      const block = Buffer.from(challenge['SECRET_BLOCK']!, 'base64');
      const message = Buffer.concat([Buffer.from(poolName + userId), block, Buffer.from(timestamp)]);
      return {
        USERNAME: userId,
        PASSWORD_CLAIM_SECRET_BLOCK: challenge['SECRET_BLOCK']!,
        PASSWORD_CLAIM_SIGNATURE: createHmac('sha256', key).update(message).digest('base64'),
        TIMESTAMP: timestamp,
      };
    },
  };
}
