import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { operations } from '../support/operations.ts';
import { RoleSession } from '../support/RoleSession.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

const forged = (senderId: string, recipientId: string) => ({
  input: {
    recipientIds: [recipientId],
    message: {
      id: `direct:${senderId}:${recipientId}:1`,
      conversationId: `direct:${senderId}:${recipientId}`,
      seq: 1,
      version: 1,
      senderId,
      senderUsername: 'somebody',
      text: 'Forged.',
      createdAt: '2026-01-01T00:00:00.000Z',
      clientMessageId: randomUUID(),
    },
  },
});

describe('publishMessage', () => {
  it('is for the backend: people and callers with the API key are refused, and nobody hears them', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const inbox = await bo.onMessage();

    const asPerson = await ana.request(operations.publishMessage, forged(ana.id, bo.id));
    const asVisitor = await world().visitor.request(operations.publishMessage, forged(ana.id, bo.id));
    await ana.sendMessage(bo, 'The sentinel.');

    for (const answer of [asPerson, asVisitor]) expect(answer.errors).toMatchObject([{ errorType: 'Unauthorized' }]);
    expect((await inbox.next()).text).toBe('The sentinel.');
    expect(inbox.received).toHaveLength(1);
    inbox.close();
  });

  it('is for those functions that send, and for no other of the backend', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { runtime } = world();
    const inbox = await bo.onMessage();

    for (const role of ['FunctionscheckMessagesRole', 'SourcesblocksRole', 'AdministrationRole']) {
      const answer = await new RoleSession(runtime, role).request(operations.publishMessage, forged(ana.id, bo.id));
      expect(answer.data?.['publishMessage'] ?? null, role).toBeNull();
      expect(answer.errors?.[0]?.errorType, role).toMatch(/^Unauthorized/);
    }
    await ana.sendMessage(bo, 'The sentinel.');

    expect((await inbox.next()).text).toBe('The sentinel.');
    expect(inbox.received).toHaveLength(1);
    inbox.close();
  });
});
