import { randomUUID } from 'node:crypto';
import type { ServiceCall } from 'messaging-local/gate/Gate.ts';
import { describe, expect, it } from 'vitest';
import { Interleaving } from '../support/Interleaving.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

const isBlockWrite = ({ operation, input }: ServiceCall) =>
  operation === 'UpdateItem' && JSON.stringify(input).includes('blockedId');

const isOfSendOrBlock = (call: ServiceCall) => call.roleArn.includes('FunctionssendMessage') || isBlockWrite(call);

/** Every different order of the names. */
const ordersOf = (names: readonly string[]): string[][] =>
  names.length === 0
    ? [[]]
    : [...new Set(names)].flatMap((name) => {
        const at = names.indexOf(name);
        return ordersOf([...names.slice(0, at), ...names.slice(at + 1)]).map((order) => [name, ...order]);
      });

describe('P4: a block is never outrun', () => {
  it('no send that starts after blockUser has answered gets through, in 25 rounds of both at once', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const inbox = await bo.onMessage();

    for (let round = 0; round < 25; round += 1) {
      const racing = Promise.allSettled(Array.from({ length: 4 }, () => ana.sendMessage(bo, 'Racing.')));
      await bo.blockUser(ana);
      const late = await ana.sendMessage(bo, 'Late.').catch((error: unknown) => error);
      await racing;
      expect(late).toMatchObject({ type: 'RecipientUnavailable' });
      await bo.unblockUser(ana);
    }
    await ana.sendMessage(bo, 'The sentinel.');

    let message = await inbox.next();
    while (message.text !== 'The sentinel.') message = await inbox.next();
    expect(inbox.received.filter(({ text }) => text === 'Late.')).toEqual([]);
    const seqs = inbox.received.map(({ seq }) => seq);
    expect(seqs).toHaveLength(new Set(seqs).size);
    inbox.close();
  }, 60_000);

  it('a block between the reads and the transaction of a send refuses it', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    await ana.sendMessage(bo, 'Before.');
    const hold = world().runtime.gate.hold(({ operation }) => operation === 'TransactWriteItems');

    const send = ana.sendMessage(bo, 'Outrun.').catch((error: unknown) => error);
    const transaction = await hold.next();
    await bo.blockUser(ana);
    await transaction.release();
    hold.end();

    expect(await send).toMatchObject({ type: 'RecipientUnavailable' });
    expect((await bo.checkMessages()).messages.map(({ text }) => text)).toEqual(['Before.']);
  });

  it('a block that is written after the transaction lets the message stand', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const hold = world().runtime.gate.hold(isBlockWrite);

    const block = bo.blockUser(ana);
    const write = await hold.next();
    const sent = await ana.sendMessage(bo, 'In time.');
    await write.release();
    hold.end();
    await block;

    expect(sent.seq).toBe(1);
    await expect(ana.sendMessage(bo, 'Too late.')).rejects.toMatchObject({ type: 'RecipientUnavailable' });
  });

  it('a repeat that overlaps a block is not refused for a message that is stored', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    await ana.sendMessage(bo, 'Before.');
    const id = randomUUID();
    await bo.blockUser(ana);
    const lateRead = world().runtime.gate.hold(
      ({ operation, input }) => operation === 'GetItem' && JSON.stringify(input).includes(id),
    );
    const refused = ana.sendMessage(bo, 'Once.', id).catch((error: unknown) => error);
    const held = await lateRead.next();

    // The block ends and the same send, repeated, is stored before the first one looks for its key again.
    await bo.unblockUser(ana);
    const stored = await ana.sendMessage(bo, 'Once.', id);
    await held.release();
    lateRead.end();

    expect(await refused).toEqual(stored);
  });

  it('in every order of the calls of a send, its repeat and a block, both sends tell what is stored', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    await ana.sendMessage(bo, 'Before.');
    let { nextCursor } = await bo.checkMessages();

    for (const order of ordersOf(['send', 'send', 'repeat', 'repeat', 'block'])) {
      const id = randomUUID();
      const stage = new Interleaving(world().runtime.gate, isOfSendOrBlock);
      await stage.begin('send', () => ana.sendMessage(bo, 'Racing.', id));
      await stage.begin('repeat', () => ana.sendMessage(bo, 'Racing.', id));
      await stage.begin('block', () => bo.blockUser(ana));
      for (const name of order) await stage.step(name);
      const { send, repeat, block } = await stage.finish();

      const late = ana.sendMessage(bo, 'Late.');
      await expect(late, order.join()).rejects.toMatchObject({ type: 'RecipientUnavailable' });
      const checked = await bo.checkMessages({ since: nextCursor });
      const [stored = { type: 'RecipientUnavailable' }, ...others] = checked.messages;
      expect(block, order.join()).toMatchObject({ userId: ana.id });
      expect(others, order.join()).toEqual([]);
      expect(send, order.join()).toMatchObject(stored);
      expect(repeat, order.join()).toMatchObject(stored);
      ({ nextCursor } = checked);
      await bo.unblockUser(ana);
    }
  });
});
