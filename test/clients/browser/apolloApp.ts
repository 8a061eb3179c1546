import { Buffer } from 'buffer';
import { gql, type TypedDocumentNode } from '@apollo/client';
import type { Mutation, Query } from '../../../generated/types.ts';
import { operations } from '../../support/operations.ts';
import { ApolloListener } from '../support/ApolloListener.ts';
import { createApolloClient, type ApolloTarget } from '../support/createApolloClient.ts';
import { expose, type ApolloApp } from './BrowserApp.ts';

// AppSync's subscription link uses Node's Buffer, which browsers do not have.
Object.assign(globalThis, { Buffer });

const me: TypedDocumentNode<Query> = gql(operations.me);
const sendMessage: TypedDocumentNode<Mutation> = gql(operations.sendMessage);

let target: ApolloTarget | undefined;
let listener: ApolloListener | undefined;

const configured = (): ApolloTarget => {
  if (target === undefined) throw new Error('configure comes first.');
  return target;
};

const app: ApolloApp = {
  configure: ({ graphqlUrl, region, apiKey, token }) => {
    target = { graphqlUrl, region, apiKey, jwtToken: () => token };
  },
  listen: async () => {
    listener = await ApolloListener.start(configured());
  },
  heard: async () => {
    if (listener === undefined) throw new Error('listen comes first.');
    return (await listener.deliveries.next()).message;
  },
  sendMessage: async (recipientId, text) => {
    const input = { recipientId, text, clientMessageId: crypto.randomUUID() };
    const { data } = await createApolloClient(configured()).mutate({ mutation: sendMessage, variables: { input } });
    if (!data) throw new Error('There is no data.');
    return data.sendMessage;
  },
  me: async () => {
    const { data } = await createApolloClient(configured()).query({ query: me });
    if (!data) throw new Error('There is no data.');
    return data.me.id;
  },
};
expose(app);
