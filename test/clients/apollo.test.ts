import { randomUUID } from 'node:crypto';
import { gql } from '@apollo/client';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { operations } from '../support/operations.ts';
import type { Person } from '../support/Person.ts';
import { useWorld } from '../support/useWorld.ts';
import { aPassword, freshUsername } from '../support/Visitor.ts';
import { ApolloListener } from './support/ApolloListener.ts';
import { createApolloClient, type ApolloTarget } from './support/createApolloClient.ts';

const world = useWorld();
const listeners: ApolloListener[] = [];

beforeAll(() => {
  // Node 20 has no WebSocket of its own.
  Object.assign(globalThis, { WebSocket });
});
afterEach(() => {
  for (const listener of listeners.splice(0)) listener.stop();
});

const targetOf = (person?: Person): ApolloTarget => {
  const { graphqlUrl, region, apiKey } = world().runtime;
  return { graphqlUrl, region, apiKey, ...(person && { jwtToken: () => person.session.accessToken }) };
};
const clientOf = (person?: Person): ReturnType<typeof createApolloClient> => createApolloClient(targetOf(person));

async function listen(person: Person): Promise<ApolloListener> {
  const listener = await ApolloListener.start(targetOf(person));
  listeners.push(listener);
  return listener;
}

describe('Apollo', () => {
  it('queries with a user pool token and gets the type names that it asks for', async () => {
    const { ana } = await world().people('ana');

    const { data } = await clientOf(ana).query({ query: gql(operations.me) });

    expect(data).toEqual({ me: { __typename: 'User', ...(await ana.me()) } });
  });

  it('caches by type name and id', async () => {
    const { ana } = await world().people('ana');
    const client = clientOf(ana);

    await client.query({ query: gql(operations.me) });

    expect(Object.keys(client.cache.extract() as object)).toContain(`User:${ana.id}`);
  });

  it('mutates, and shows a refusal with its type', async () => {
    const { ana, bob } = await world().people('ana', 'bob');
    const mutation = gql(operations.sendMessage);
    const input = { recipientId: bob.id, text: 'Hello 👋', clientMessageId: randomUUID() };

    const { data } = await clientOf(ana).mutate({ mutation, variables: { input } });

    expect(data).toMatchObject({ sendMessage: { __typename: 'Message', seq: 1, text: 'Hello 👋' } });
    const stranger = { ...input, recipientId: randomUUID(), clientMessageId: randomUUID() };
    await expect(clientOf(ana).mutate({ mutation, variables: { input: stranger } })).rejects.toMatchObject({
      name: 'CombinedGraphQLErrors',
      errors: [{ errorType: 'RecipientUnavailable' }],
    });
  });

  it('uses the API key for what is public, and for nothing else', async () => {
    const username = freshUsername('ana');
    const input = { username, password: aPassword, email: 'ana@example.com' };

    const { data } = await clientOf().mutate({ mutation: gql(operations.registerUser), variables: { input } });

    expect(data).toMatchObject({ registerUser: { username, confirmed: false } });
    await expect(clientOf().query({ query: gql(operations.me) })).rejects.toMatchObject({
      errors: [{ errorType: 'Unauthorized' }],
    });
  });

  it('hears messages with the type name at every level', async () => {
    const { ana, bob } = await world().people('ana', 'bob');
    const listener = await listen(bob);

    const sent = await ana.sendMessage(bob, 'live');

    expect(await listener.deliveries.next()).toEqual({
      __typename: 'Delivery',
      message: { __typename: 'Message', ...sent },
    });
  });

  it('ends a subscription when the connection is lost, and hears again after another subscribe', async () => {
    const { ana, bob } = await world().people('ana', 'bob');
    const listener = await listen(bob);
    await ana.sendMessage(bob, 'before');
    expect((await listener.deliveries.next()).message.text).toBe('before');

    world().runtime.realtime.dropConnections();
    expect(await listener.ended.next()).toMatchObject({ message: 'An error of unexpected shape occurred.' });
    listener.subscribe();
    await listener.acknowledged();
    await ana.sendMessage(bob, 'after');

    expect((await listener.deliveries.next()).message.text).toBe('after');
  });

  it('tells why a subscription is refused in the cause of its error', async () => {
    const listener = new ApolloListener(targetOf());
    listeners.push(listener);

    expect(await listener.ended.next()).toMatchObject({
      cause: { errors: [{ message: expect.stringContaining('Unauthorized') as string }] },
    });
  });
});
