import { randomUUID } from 'node:crypto';
import { Client, fetchExchange } from '@urql/core';
import { expect, it } from 'vitest';
import type { Mutation, Query } from '../../generated/types.ts';
import { operations } from '../support/operations.ts';
import type { Person } from '../support/Person.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

/** With urql's own defaults, and the methods of its requests. */
function createClient({ session }: Person): { client: Client; methods: string[] } {
  const methods: string[] = [];
  const client = new Client({
    url: world().runtime.graphqlUrl,
    exchanges: [fetchExchange],
    fetchOptions: { headers: { authorization: session.accessToken } },
    fetch: (input, init) => {
      methods.push(init?.method ?? 'GET');
      return fetch(input, init);
    },
  });
  return { client, methods };
}

it('urql queries by GET, with variables, and mutates by POST', async () => {
  const { ana, bob } = await world().people('ana', 'bob');
  const { client, methods } = createClient(ana);
  const input = { recipientId: bob.id, text: 'Hello', clientMessageId: randomUUID() };

  const asked = await client.query<Query>(operations.user, { id: bob.id });
  const sent = await client.mutation<Mutation>(operations.sendMessage, { input });

  expect(asked.error).toBeUndefined();
  expect(asked.data?.user?.id).toBe(bob.id);
  expect(sent.data?.sendMessage.text).toBe('Hello');
  expect(methods).toEqual(['GET', 'POST']);
});

it('urql learns the type of a refusal by GET as it does by POST', async () => {
  const { ana } = await world().people('ana');
  const { client } = createClient(ana);

  const { error } = await client.query<Query>(operations.messages, { conversationId: randomUUID() });

  expect(error?.graphQLErrors).toHaveLength(1);
});
