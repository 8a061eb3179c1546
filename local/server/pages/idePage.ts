import { randomUUID } from 'node:crypto';
import { getDistDirectory, renderAltair } from 'altair-static';
import type { HttpAnswer } from '../listener/HttpExchange.ts';
import { answerFile } from './answerFile.ts';
import type { DemoUser } from './landingPage.ts';

export interface IdeFacts {
  readonly graphqlUrl: string;
  readonly realtimeUrl: string;
  readonly apiKey: string;
  readonly region: string;
  /** The first one is signed in. */
  readonly demoUsers: readonly DemoUser[];
  /** Of the first demo user; empty where there is none. */
  readonly accessToken: string;
}

const me = `query me {
  me {
    id
    username
    displayName
  }
}
`;

const onMessage = `subscription onMessage {
  onMessage {
    message {
      senderUsername
      text
      seq
    }
  }
}
`;

function sendMessage(recipientId: string): string {
  return `mutation sendMessage {
  sendMessage(input: { recipientId: "${recipientId}", text: "Hello", clientMessageId: "${randomUUID()}" }) {
    id
    seq
    text
  }
}
`;
}

function signIn({ username, password }: Pick<DemoUser, 'username' | 'password'>): string {
  return `mutation authenticateUser {
  authenticateUser(input: { username: "${username}", password: "${password}" }) {
    accessToken
    userId
  }
}
`;
}

/** Offers of the IDE's makers: a plugin from elsewhere, and donations. */
const withoutOffers = '<style>app-banner-container, app-banner-container ~ nz-alert { display: none }</style>';

/**
 * Altair: the one GraphQL IDE that uses AppSync's protocol and loads nothing from elsewhere. Each tab can be sent as it
 * is: the access token is in the environment. Tabs are made anew with each load, because the token ends with its 30
 * minutes; collections are kept.
 */
export function idePage(facts: IdeFacts): HttpAnswer {
  const { graphqlUrl, realtimeUrl, apiKey, accessToken, demoUsers } = facts;
  const [user = { username: 'ana', password: '…', userId: '' }, peer = user] = demoUsers;
  const shared = { endpointURL: graphqlUrl, subscriptionsEndpoint: realtimeUrl };
  const signedIn = { ...shared, ...asUser(facts) };
  const page = renderAltair({
    ...shared,
    baseURL: '/ide/',
    disableAccount: true,
    preserveState: false,
    initialEnvironments: { base: { title: 'Local', variables: { accessToken } } },
    initialWindows: [
      {
        ...shared,
        initialName: 'authenticateUser',
        initialQuery: signIn(user),
        initialHeaders: { 'x-api-key': apiKey },
      },
      { ...signedIn, initialName: 'onMessage', initialQuery: onMessage },
      { ...signedIn, initialName: 'sendMessage', initialQuery: sendMessage(peer.userId) },
      // The last one is shown first.
      { ...signedIn, initialName: `me, as ${user.username}`, initialQuery: me },
    ],
  });
  return {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    body: page.replace('</head>', `${withoutOffers}</head>`),
  };
}

/** Settings of a tab whose requests have the token of the environment. */
function asUser({ graphqlUrl, region }: IdeFacts) {
  return {
    initialHeaders: { Authorization: '{{accessToken}}' },
    initialSubscriptionRequestHandlerId: 'app-sync',
    initialSubscriptionsPayload: {
      aws_appsync_graphqlEndpoint: graphqlUrl,
      aws_appsync_region: region,
      aws_appsync_authenticationType: 'AMAZON_COGNITO_USER_POOLS',
      aws_appsync_jwtToken: '{{accessToken}}',
    },
  } as const;
}

export function ideFile(path: string): Promise<HttpAnswer> {
  return answerFile(getDistDirectory(), path);
}
