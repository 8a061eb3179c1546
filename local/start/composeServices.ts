import { createGraphqlApi } from '../appsync/api/createGraphqlApi.ts';
import { assertResolverTypes } from '../appsync/api/load/assertResolverTypes.ts';
import type { GraphqlApi } from '../appsync/api/run/GraphqlApi.ts';
import type { Authenticator } from '../appsync/identity/Authenticator.ts';
import { createAuthenticator } from '../appsync/identity/createAuthenticator.ts';
import { loadResolverCode } from '../appsync/js/loadResolverCode.ts';
import { createRealtime, type Realtime } from '../appsync/realtime/createRealtime.ts';
import type { RealtimeLog } from '../appsync/realtime/RealtimeLog.ts';
import { createDataSources } from '../appsync/sources/createDataSources.ts';
import type { SettableClock } from '../base/Clock.ts';
import { createUserPools, type UserPools } from '../cognito/createUserPools.ts';
import type { Dynamodb } from '../engine/startDynamodb.ts';
import { createGate } from '../gate/createGate.ts';
import { createLedger, type LedgerWriter } from '../gate/createLedger.ts';
import { createIam } from '../iam/createIam.ts';
import type { Iam } from '../iam/Iam.ts';
import { createFunctions } from '../lambda/createFunctions.ts';
import type { Functions } from '../lambda/Functions.ts';
import { createSecretsManager, type SecretsManager } from '../secretsManager/createSecretsManager.ts';
import type { OpenPersistentMap } from '../storage/PersistentMap.ts';
import type { Stack } from '../template/Stack.ts';
import type { Cleanup } from './createCleanup.ts';
import type { RuntimeLog } from './createRuntimeLog.ts';

export interface ServicesOptions {
  readonly stack: Stack;
  readonly clock: SettableClock;
  readonly open: OpenPersistentMap;
  readonly origin: string;
  readonly dynamodb: Dynamodb;
  readonly log: RuntimeLog;
  readonly cleanup: Cleanup;
}

export interface Services {
  readonly iam: Iam;
  readonly functions: Functions;
  readonly userPools: UserPools;
  readonly secretsManager: SecretsManager;
  /** The gate with its controls and its ledger. */
  readonly gate: ReturnType<typeof createGate>;
  /** The gate's ledger, with the entries of other services. */
  readonly ledger: LedgerWriter;
  readonly api: GraphqlApi;
  readonly authenticator: Authenticator;
  readonly realtime: Realtime;
}

/** The services of the stack, wired to one another as the template says. */
export function composeServices(options: ServicesOptions): Services {
  const { stack, clock, open, origin, dynamodb, log, cleanup } = options;
  const iam = createIam(stack);
  const ledger = createLedger();
  const functions = openFunctions(options, { iam, ledger });
  cleanup.add(() => functions.stop());
  const userPools = createUserPools({ stack, clock, open, functions, origin });
  const secretsManager = createSecretsManager({ stack, clock });
  const gate = createGate({
    iam,
    stack,
    clock,
    ledger,
    backends: {
      dynamodb: ({ operation, input }) => dynamodb.call(operation, input),
      'cognito-idp': ({ operation, input, roleArn }) =>
        userPools.call(operation, input, roleArn === '' ? undefined : roleArn),
      secretsmanager: secretsManager,
    },
  });
  assertResolverTypes(stack);
  const dataSources = createDataSources({ stack, gate, functions, iam, clock, open });
  const api = createGraphqlApi({
    stack,
    clock,
    dataSources,
    iam,
    loadCode: loadResolverCode,
    onLog: log.onResolverLog,
  });
  const authenticator = createAuthenticator({
    stack,
    clock,
    iam,
    jwks: (poolId) => userPools.jwks(poolId),
    issuer: (poolId) => userPools.issuer(poolId),
  });
  const onLog = (line: RealtimeLog) => {
    enterRealtime(ledger, line);
    log.onRealtimeLog(line);
  };
  const realtime = createRealtime({ api, authenticator, clock, onLog });
  cleanup.add(() => realtime.stop());
  return { iam, functions, userPools, secretsManager, gate, ledger, api, authenticator, realtime };
}

function openFunctions(
  { stack, clock, origin, log }: ServicesOptions,
  { iam, ledger }: Pick<Services, 'iam' | 'ledger'>,
): ReturnType<typeof createFunctions> {
  return createFunctions({
    stack,
    iam,
    clock,
    origin,
    onLog: log.onFunctionLog,
    onInvocation: ({ requestId, awsRequestId }) => ledger.beginInvocation(requestId, awsRequestId),
  });
}

function enterRealtime(ledger: LedgerWriter, { event, requestId, count = 0, bytes = 0 }: RealtimeLog): void {
  if (requestId === undefined) return;
  if (event === 'started' || event === 'startRefused') ledger.enterOperation(requestId);
  if (event === 'delivered') ledger.enterDelivery(requestId, { subscribers: count, bytes });
}
