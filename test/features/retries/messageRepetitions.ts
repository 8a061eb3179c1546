import { randomUUID } from 'node:crypto';
import { directConversationId, groupConversationId } from '../../../domain/conversationId.ts';
import { Administrator } from '../../support/Administrator.ts';
import { operations } from '../../support/operations.ts';
import type { Person } from '../../support/Person.ts';
import { valueOf } from '../../support/post.ts';
import { RoleSession } from '../../support/RoleSession.ts';
import type { Repetition } from './Repetition.ts';

const textsOf = async (reader: Person, conversationId: string, senderId: string): Promise<unknown> => {
  const { items } = await reader.messages(conversationId);
  return items.filter((message) => message.senderId === senderId).map(({ text }) => text);
};

/** What people write and read, and how the backend publishes it. */
export const messageRepetitions = {
  sendMessage: {
    alone:
      'the first message, same `id` and `seq`; for 10 minutes it is published again, to those who may hear the sender now',
    afterwards: 'the same, for 7 days',
    done: ['Before.', 'Once.'],
    inBetween: {
      'the recipient answers': 'answers as first',
      'the recipient blocks': 'answers as first',
      'the sender blocks': 'answers as first',
      'the recipient is disabled': 'answers as first',
      'the recipient deletes the account': 'answers as first',
    },
    prepare: async (world) => {
      const { ana, bo } = await world.people('ana', 'bo');
      const id = randomUUID();
      await ana.sendMessage(bo, 'Before.');
      return {
        call: () => ana.sendMessage(bo, 'Once.', id),
        effect: () => textsOf(ana, directConversationId(ana.id, bo.id), ana.id),
        meanwhile: {
          'the recipient answers': () => bo.sendMessage(ana, 'Twice?'),
          'the recipient blocks': () => bo.blockUser(ana),
          'the sender blocks': () => ana.blockUser(bo),
          'the recipient is disabled': () => new Administrator(world.runtime).disableUser(bo),
          'the recipient deletes the account': () => bo.deleteAccount(),
        },
      };
    },
  },
  sendGroupMessage: {
    alone: 'the same as `sendMessage`',
    afterwards: 'the same, for 7 days',
    done: ['Once.'],
    inBetween: {
      'another member sends': 'answers as first',
      'the sender is removed': 'answers as first',
      'the group is deleted': 'answers as first',
    },
    prepare: async (world) => {
      const { ana, bo } = await world.people('ana', 'bo');
      const { id: groupId } = await ana.createGroup({ name: 'Lunch', memberIds: [bo.id] });
      const id = randomUUID();
      return {
        call: () => bo.sendGroupMessage(groupId, 'Once.', id),
        effect: () => textsOf(ana, groupConversationId(groupId), bo.id),
        meanwhile: {
          'another member sends': () => ana.sendGroupMessage(groupId, 'Twice?'),
          'the sender is removed': () => ana.removeUserFromGroup(groupId, bo),
          'the group is deleted': () => ana.deleteGroup(groupId),
        },
      };
    },
  },
  markRead: {
    alone: 'the same conversation',
    afterwards: 'sets it again',
    done: { readSeq: 1, unreadCount: 1 },
    inBetween: { 'another device marks it unread': { appliesAgain: true } },
    prepare: async (world) => {
      const { ana, bo } = await world.people('ana', 'bo');
      const { conversationId } = await bo.sendMessage(ana, 'One.');
      await bo.sendMessage(ana, 'Two.');
      return {
        call: () => ana.markRead(conversationId, 1),
        effect: async () => {
          const { readSeq, unreadCount } = await ana.conversation(conversationId);
          return { readSeq, unreadCount };
        },
        meanwhile: { 'another device marks it unread': () => ana.markRead(conversationId, 0) },
      };
    },
  },
  publishMessage: {
    alone: 'publishes again (backend only; subscribers tell messages apart by `id`)',
    afterwards: 'the same',
    isExempt: true,
    inBetween: { 'the recipient blocks': 'takes effect anew' },
    prepare: async (world) => {
      const { ana, bo } = await world.people('ana', 'bo');
      const message = await ana.sendMessage(bo, 'Once.');
      const inbox = await bo.onMessage();
      const backend = new RoleSession(world.runtime, 'FunctionssendMessageRole');
      const input = { message, recipientIds: [bo.id] };
      return {
        call: async () => {
          const answer = await backend.request(operations.publishMessage, { input });
          await inbox.next();
          return valueOf(answer, 'publishMessage');
        },
        effect: async () => inbox.received.length,
        meanwhile: { 'the recipient blocks': () => bo.blockUser(ana) },
        end: () => {
          inbox.close();
        },
      };
    },
  },
} as const satisfies Record<string, Repetition>;
