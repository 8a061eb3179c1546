import { Amplify } from 'aws-amplify';
import { generateClient, type GraphQLQuery } from 'aws-amplify/api';
import { confirmSignUp, fetchAuthSession, signIn, signOut, signUp } from 'aws-amplify/auth';
import type { Mutation, Query } from '../../../generated/types.ts';
import { operations } from '../../support/operations.ts';
import { AmplifyListener } from '../support/AmplifyListener.ts';
import { toAmplifyConfig, type AmplifyOutputs } from '../support/toAmplifyConfig.ts';
import { expose, type AmplifyApp } from './BrowserApp.ts';

const client = generateClient();
let listener: AmplifyListener | undefined;

const listening = (): AmplifyListener => {
  if (listener === undefined) throw new Error('listen comes first.');
  return listener;
};

const app: AmplifyApp = {
  configure: ({ outputs, graphqlUrl, userPoolEndpoint }) => {
    const config = toAmplifyConfig(outputs as AmplifyOutputs, userPoolEndpoint);
    const api = config.API?.GraphQL;
    if (api === undefined) throw new Error('amplify_outputs.json has no data.');
    Amplify.configure({ ...config, API: { GraphQL: { ...api, endpoint: graphqlUrl } } });
  },
  signUp: async (username, password) => {
    const userAttributes = { email: `${username}@example.com` };
    await signUp({ username, password, options: { userAttributes } });
  },
  confirmSignUp: async (username, confirmationCode) => {
    await confirmSignUp({ username, confirmationCode });
  },
  signIn: async (username, password) => {
    await signIn({ username, password });
  },
  refresh: async () => {
    const before = (await fetchAuthSession()).tokens?.accessToken.toString();
    const after = (await fetchAuthSession({ forceRefresh: true })).tokens?.accessToken.toString();
    return after !== undefined && after !== before;
  },
  signOut: () => signOut({ global: true }),
  listen: async () => {
    listener = await AmplifyListener.start();
  },
  reconnected: async () => {
    await listening().acknowledged.next();
  },
  heard: () => listening().messages.next(),
  sendMessage: async (recipientId, text) => {
    const input = { recipientId, text, clientMessageId: crypto.randomUUID() };
    const { data } = await client.graphql<GraphQLQuery<Mutation>>({
      query: operations.sendMessage,
      variables: { input },
    });
    return data.sendMessage;
  },
  me: async () => (await client.graphql<GraphQLQuery<Query>>({ query: operations.me })).data.me.id,
};
expose(app);
