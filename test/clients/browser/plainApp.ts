import type { Message, Mutation, Query, Subscription } from '../../../generated/types.ts';
import { operations } from '../../support/operations.ts';
import { request, type Target } from '../plain/request.ts';
import { subscribe } from '../plain/subscribe.ts';
import { Queue } from '../support/Queue.ts';
import { expose, type PlainApp } from './BrowserApp.ts';

const messages = new Queue<Message>();
let target: Target = { graphqlUrl: '', token: '' };

const app: PlainApp = {
  configure: (given) => {
    target = given;
  },
  listen: async () => {
    await subscribe(target, operations.onMessage, (data) => {
      const { onMessage } = data as Subscription;
      if (onMessage) messages.push(onMessage.message);
    });
  },
  heard: () => messages.next(),
  sendMessage: async (recipientId, text) => {
    const input = { recipientId, text, clientMessageId: crypto.randomUUID() };
    return (await request<Mutation>(target, operations.sendMessage, { input })).sendMessage;
  },
  me: async () => (await request<Query>(target, operations.me)).me.id,
};
expose(app);
