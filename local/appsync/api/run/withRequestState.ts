import type { Caller } from '../../identity/Caller.ts';
import type { GraphqlRequest, RequestContext } from './GraphqlApi.ts';
import type { Deadline, RequestState } from './RequestState.ts';
import type { ServedApi } from './ServedApi.ts';

/** AppSync ends a request after 30 seconds: https://docs.aws.amazon.com/general/latest/gr/appsync.html */
const requestMilliseconds = 30_000;

/** Answers a request with a state and a time limit of its own. */
export async function withRequestState<Answer>(
  served: ServedApi,
  asked: { request: GraphqlRequest; caller: Caller; context: RequestContext },
  answer: (state: RequestState) => Promise<Answer>,
): Promise<Answer> {
  const deadline = startDeadline(requestMilliseconds);
  try {
    return await answer({
      caller: asked.caller,
      identity: toIdentity(asked.caller, served.configuration.defaultAction),
      requestId: asked.context.requestId,
      onBehalfOf: asked.context.onBehalfOf ?? asked.context.requestId,
      headers: asked.context.headers,
      variables: asked.request.variables ?? {},
      appendedErrors: [],
      responseHeaders: {},
      invalidations: [],
      deadline,
      resolversRun: 0,
      subscriptionFilter: undefined,
      subscriptionInvalidationFilter: undefined,
      failure: undefined,
    });
  } finally {
    deadline.stop();
  }
}

/** `ctx.identity`: https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference-js.html */
function toIdentity(caller: Caller, defaultAuthStrategy: 'ALLOW' | 'DENY'): unknown {
  switch (caller.mode) {
    case 'API_KEY':
      return null;
    case 'AWS_IAM':
      return {
        accountId: caller.accountId,
        cognitoIdentityAuthProvider: null,
        cognitoIdentityAuthType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        sourceIp: caller.sourceIp,
        userArn: caller.userArn,
        username: caller.username,
      };
    case 'AMAZON_COGNITO_USER_POOLS':
      return {
        claims: caller.claims,
        defaultAuthStrategy,
        groups: caller.groups,
        issuer: caller.issuer,
        sourceIp: caller.sourceIp,
        sub: caller.sub,
        username: caller.username,
      };
  }
}

function startDeadline(milliseconds: number): Deadline & { stop(): void } {
  const waiting = new Set<() => void>();
  let passed = false;
  const timer = setTimeout(() => {
    passed = true;
    for (const end of waiting) end();
    waiting.clear();
  }, milliseconds);
  return {
    get passed() {
      return passed;
    },
    stop: () => clearTimeout(timer),
    race: (work, late) =>
      new Promise((resolve, reject) => {
        const end = (): void => resolve(late());
        if (passed) {
          end();
          return;
        }
        waiting.add(end);
        work
          .then(resolve, reject)
          .finally(() => waiting.delete(end))
          .catch(() => undefined);
      }),
  };
}
