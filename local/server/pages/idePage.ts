import { getDistDirectory, renderAltair } from 'altair-static';
import type { HttpAnswer } from '../listener/HttpExchange.ts';
import { answerFile } from './answerFile.ts';
import type { DemoUser } from './landingPage.ts';

export interface IdeFacts {
  readonly graphqlUrl: string;
  readonly realtimeUrl: string;
  readonly apiKey: string;
  readonly region: string;
  readonly demoUser: DemoUser | undefined;
}

function signIn({ username, password }: Pick<DemoUser, 'username' | 'password'>): string {
  return `# Sign in, and put the accessToken into the environment (the menu at the top) as "accessToken".
mutation authenticateUser {
  authenticateUser(input: { username: "${username}", password: "${password}" }) {
    accessToken
    userId
  }
}
`;
}

const firstQueries = `query me {
  me {
    id
    username
  }
}

subscription onMessage {
  onMessage {
    message {
      senderUsername
      text
      seq
    }
  }
}
`;

/** Altair: the one GraphQL IDE that speaks AppSync's protocol and loads nothing from elsewhere. */
export function idePage({ graphqlUrl, realtimeUrl, apiKey, region, demoUser }: IdeFacts): HttpAnswer {
  const shared = { endpointURL: graphqlUrl, subscriptionsEndpoint: realtimeUrl };
  const body = renderAltair({
    ...shared,
    baseURL: '/ide/',
    initialEnvironments: { base: { title: 'Local', variables: { accessToken: '' } } },
    initialWindows: [
      {
        ...shared,
        initialName: 'Signed in',
        initialQuery: firstQueries,
        initialHeaders: { Authorization: '{{accessToken}}' },
        initialSubscriptionRequestHandlerId: 'app-sync',
        initialSubscriptionsPayload: {
          aws_appsync_graphqlEndpoint: graphqlUrl,
          aws_appsync_region: region,
          aws_appsync_authenticationType: 'AMAZON_COGNITO_USER_POOLS',
          aws_appsync_jwtToken: '{{accessToken}}',
        },
      },
      {
        ...shared,
        initialName: 'Sign in',
        initialQuery: signIn(demoUser ?? { username: 'ana', password: '…' }),
        initialHeaders: { 'x-api-key': apiKey },
      },
    ],
  });
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }, body };
}

export function ideFile(path: string): Promise<HttpAnswer> {
  return answerFile(getDistDirectory(), path);
}
