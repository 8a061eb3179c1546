import { handleGraphqlRequest } from '../appsync/api/handleGraphqlRequest.ts';
import { toRecord } from '../base/json.ts';
import { handleSignedCall } from '../gate/handleSignedCall.ts';
import { functionStepOf, requestIdOf } from '../lambda/traceId.ts';
import { answerTargetedCall } from '../server/answerTargetedCall.ts';
import { createRoutes } from '../server/createRoutes.ts';
import {
  answerJson,
  ConnectionCut,
  type HttpAnswer,
  type HttpRequest,
  type Route,
} from '../server/listener/HttpExchange.ts';
import type { DemoUser, LandingFacts } from '../server/pages/landingPage.ts';
import type { RuntimeLog } from './createRuntimeLog.ts';
import type { Runtime } from './Runtime.ts';

export interface RuntimeRoutesOptions {
  readonly runtime: Runtime;
  readonly log: RuntimeLog;
  readonly appFolder: string | undefined;
}

/** Routes HTTP paths to the services of a runtime. */
export function createRuntimeRoutes(options: RuntimeRoutesOptions): Route {
  const { runtime, appFolder } = options;
  const { clock, gate, iam, region, userPools } = runtime;
  return createRoutes({
    answerGraphql: (request) => answerGraphql(request, options),
    answerTargetedCall: (request) =>
      answerTargetedCall(request, (signed) => handleSignedCall(signed, { iam, clock, region, gate })),
    answerWellKnown: (poolId, document) =>
      poolId === runtime.userPoolId ? answerWellKnown(document, runtime) : undefined,
    mails: () => userPools.mails(),
    landing: () => toLandingFacts(runtime),
    ide: async () => ({ ...runtime, accessToken: await accessTokenOf(runtime.demoUsers[0], runtime) }),
    appFolder: runtime.isAppServed ? appFolder : undefined,
  });
}

async function answerGraphql(request: HttpRequest, { runtime, log }: RuntimeRoutesOptions): Promise<HttpAnswer> {
  // Only the backend signs its GraphQL requests: they are its publishes.
  const isSigned = request.headers['authorization']?.startsWith('AWS4-HMAC-SHA256') === true;
  if (isSigned && runtime.gate.drawCutPublish()) throw new ConnectionCut();
  const { ledger } = runtime;
  const traceHeader = request.headers['x-amzn-trace-id'];
  const functionStep = isSigned ? functionStepOf(traceHeader) : undefined;
  const onBehalfOf = functionStep && requestIdOf(traceHeader);
  const started = performance.now();
  const { path, query, headers, body, sourceIp: peerAddress } = request;
  const method = request.method === 'GET' ? 'GET' : 'POST';
  const http = { method, path, query, headers, body, peerAddress, onBehalfOf } as const;
  const { summary, ...answer } = await handleGraphqlRequest(http, runtime);
  if (functionStep === undefined || onBehalfOf === undefined) ledger.enterOperation(summary.requestId);
  else ledger.enterPublish(onBehalfOf, functionStep);
  const costs = ledger.of(summary.requestId);
  log.onRequest({
    ...summary,
    roundTrips: costs.sequentialRoundTrips,
    writeUnits: costs.writeUnits,
    milliseconds: performance.now() - started,
  });
  return answer;
}

/** Empty where the user cannot sign in. */
async function accessTokenOf(user: DemoUser | undefined, runtime: Runtime): Promise<string> {
  if (user === undefined) return '';
  const { username, password } = user;
  const query = `mutation ($input: AuthenticateUserInput!) { authenticateUser(input: $input) { accessToken } }`;
  const answer = await handleGraphqlRequest(
    {
      method: 'POST',
      path: '/graphql',
      query: '',
      headers: { 'x-api-key': runtime.apiKey },
      body: JSON.stringify({ query, variables: { input: { username, password } } }),
      peerAddress: '127.0.0.1',
    },
    runtime,
  );
  const { data } = toRecord(JSON.parse(answer.body));
  const { accessToken } = toRecord(toRecord(data)['authenticateUser']);
  return typeof accessToken === 'string' ? accessToken : '';
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html: no OAuth endpoints here. */
function answerWellKnown(document: string, { userPools, userPoolId }: Runtime): HttpAnswer | undefined {
  const issuer = userPools.issuer(userPoolId);
  if (document === 'jwks.json') return answerJson(200, userPools.jwks(userPoolId));
  if (document !== 'openid-configuration') return undefined;
  return answerJson(200, {
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  });
}

function toLandingFacts(runtime: Runtime): LandingFacts {
  return {
    stackName: runtime.stack.name,
    settings: [
      ['GraphQL', runtime.graphqlUrl],
      ['Realtime', runtime.realtimeUrl],
      ['API key', runtime.apiKey],
      ['Region', runtime.region],
      ['User pool', runtime.userPoolId],
      ['App client', runtime.webClientId],
      ['Cognito', runtime.origin],
    ],
    demoUsers: runtime.demoUsers,
    links: [
      ...(runtime.isAppServed ? [{ href: '/app/', text: 'Chat client' }] : []),
      { href: '/ide/', text: 'GraphQL IDE' },
      { href: '/mails', text: 'Mails' },
    ],
  };
}
