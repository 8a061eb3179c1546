import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { AUTH_TYPE, createAuthLink, type AuthOptions } from 'aws-appsync-auth-link';
import { createSubscriptionHandshakeLink } from 'aws-appsync-subscription-link';
import { createAcknowledgementLink } from './createAcknowledgementLink.ts';

export interface ApolloTarget {
  readonly graphqlUrl: string;
  readonly region: string;
  /** A user pool's token; `apiKey` is used without one. */
  readonly jwtToken?: () => string;
  readonly apiKey: string;
  /** Told when the server has acknowledged a subscription. */
  readonly onAcknowledged?: () => void;
}

/** Apollo with both of AppSync's links, as their own documentation puts them together. */
export function createApolloClient(target: ApolloTarget): ApolloClient {
  const { graphqlUrl: url, region, jwtToken, apiKey, onAcknowledged = () => undefined } = target;
  const auth: AuthOptions = jwtToken
    ? { type: AUTH_TYPE.AMAZON_COGNITO_USER_POOLS, jwtToken }
    : { type: AUTH_TYPE.API_KEY, apiKey };
  const http: unknown = new HttpLink({ uri: url });
  return new ApolloClient({
    cache: new InMemoryCache(),
    link: ApolloLink.from([
      createAcknowledgementLink(onAcknowledged),
      toEsmLink(createAuthLink({ url, region, auth })),
      toEsmLink(createSubscriptionHandshakeLink({ url, region, auth }, http as CjsLink)),
    ]),
  });
}

type CjsLink = NonNullable<Parameters<typeof createSubscriptionHandshakeLink>[1]>;

/** AppSync's links name Apollo's CommonJS types, which differ from those of its modules in name only. */
function toEsmLink(link: unknown): ApolloLink {
  return link as ApolloLink;
}
