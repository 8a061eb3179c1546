import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

const selecting = (fields: string) =>
  `mutation sendMessage($input: SendMessageInput!) { sendMessage(input: $input) { ${fields} } }`;

describe('P10: the subscriber gets whole messages', () => {
  it.each(['id', '__typename', 'seq text'])('although the sender selects only %s', async (fields) => {
    const { ana, bo } = await world().people('ana', 'bo');
    const inbox = await bo.onMessage();
    const clientMessageId = randomUUID();

    await ana.request(selecting(fields), { input: { recipientId: bo.id, text: 'Whole.', clientMessageId } });

    const message = await inbox.next();
    expect(message).toEqual({
      id: `${message.conversationId}:1`,
      conversationId: expect.stringContaining(ana.id) as unknown,
      seq: 1,
      version: 1,
      senderId: ana.id,
      senderUsername: ana.username,
      text: 'Whole.',
      createdAt: expect.stringMatching(/^\d{4}-.*Z$/) as unknown,
      clientMessageId,
      hiddenReason: null,
    });
    inbox.close();
  });

  it('one mutation with several sends delivers each', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const inbox = await bo.onMessage();
    const send = (name: string) =>
      `${name}: sendMessage(input: { recipientId: "${bo.id}", text: "${name}", clientMessageId: "${randomUUID()}" }) { id }`;

    await ana.request(`mutation { ${send('one')} ${send('two')} }`);

    expect([(await inbox.next()).text, (await inbox.next()).text]).toEqual(['one', 'two']);
    inbox.close();
  });
});
