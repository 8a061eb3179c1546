import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Mutation, Query } from '../../generated/types.ts';
import { operations } from '../support/operations.ts';
import type { Person } from '../support/Person.ts';
import { useWorld } from '../support/useWorld.ts';
import { request, type Target } from './plain/request.ts';
import { subscribe } from './plain/subscribe.ts';
import { Queue } from './support/Queue.ts';

const world = useWorld();

beforeAll(() => {
  // Node 20 has no WebSocket of its own.
  Object.assign(globalThis, { WebSocket });
});

const targetOf = ({ session }: Person): Target => ({
  graphqlUrl: world().runtime.graphqlUrl,
  token: session.accessToken,
});

describe('fetch and WebSocket alone', () => {
  it('query, mutate and hear', async () => {
    const { ana, bob } = await world().people('ana', 'bob');
    const heard = new Queue<unknown>();
    const subscription = await subscribe(targetOf(bob), operations.onMessage, (data) => heard.push(data));
    const input = { recipientId: bob.id, text: 'Hello 👋', clientMessageId: randomUUID() };

    const { me } = await request<Query>(targetOf(ana), operations.me);
    const { sendMessage } = await request<Mutation>(targetOf(ana), operations.sendMessage, { input });

    expect(me.id).toBe(ana.id);
    expect(await heard.next()).toEqual({ onMessage: { message: sendMessage } });
    subscription.stop();
    await subscription.ended;
  });

  it('are told the type of a refusal', async () => {
    const { ana } = await world().people('ana');
    const input = { recipientId: randomUUID(), text: 'Hello', clientMessageId: randomUUID() };

    await expect(request(targetOf(ana), operations.sendMessage, { input })).rejects.toMatchObject({
      type: 'RecipientUnavailable',
    });
    await expect(
      subscribe({ ...targetOf(ana), token: 'no token' }, operations.onMessage, () => undefined),
    ).rejects.toThrow(/UnauthorizedException/);
  });

  it('learn of a lost connection', async () => {
    const { ana } = await world().people('ana');
    const subscription = await subscribe(targetOf(ana), operations.onMessage, () => undefined);

    world().runtime.realtime.dropConnections();

    await expect(subscription.ended).resolves.toBeUndefined();
  });
});
