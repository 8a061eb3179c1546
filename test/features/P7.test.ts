import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../generated/types.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

describe('P7: acknowledged means published', () => {
  it('the answer comes after AppSync has accepted the publish', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const inbox = await bo.onMessage();

    for (let index = 0; index < 10; index += 1) {
      const sent = await ana.sendMessage(bo, `Message ${index}.`);
      expect(await inbox.next()).toEqual(sent);
    }
    inbox.close();
  });

  it('what a cut connection lost is what checkMessages gives, in every place of the cut', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    let cursor = (await bo.checkMessages()).nextCursor;

    for (const heard of [0, 1, 3]) {
      const inbox = await bo.onMessage();
      const during = [];
      for (let index = 0; index < heard; index += 1) {
        during.push(await ana.sendMessage(bo, 'Heard.'));
        await inbox.next();
      }
      world().runtime.realtime.dropConnections();
      await inbox.ended();
      const missed = [await ana.sendMessage(bo, 'Missed.'), await ana.sendMessage(bo, 'Missed too.')];

      const again = await bo.onMessage();
      const checked = await bo.checkMessages({ since: cursor });

      expect(checked.messages).toEqual([...during, ...missed]);
      const live = await ana.sendMessage(bo, 'Live again.');
      expect(await again.next()).toEqual(live);
      cursor = (await bo.checkMessages({ since: checked.nextCursor })).nextCursor;
      again.close();
    }
  });

  it('wherever connections are cut, live and checked messages together are all there are, once each', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const seen = new Map<number, Message>();
    const sent: Message[] = [];
    let { nextCursor: cursor } = await bo.checkMessages();

    /** As a client connects: subscribe, wait for the acknowledgement, then ask what was missed. */
    const connect = async () => {
      const inbox = await bo.onMessage();
      for (let hasMore = true; hasMore;) {
        const page = await bo.checkMessages({ since: cursor, limit: 3 });
        for (const message of page.messages) seen.set(message.seq, message);
        ({ nextCursor: cursor, hasMore } = page);
      }
      return inbox;
    };

    const story = async (steps: readonly { sends: number; isCut: boolean }[]) => {
      let inbox = await connect();
      for (const { sends, isCut } of steps) {
        const sending = Promise.all(Array.from({ length: sends }, () => ana.sendMessage(bo, 'Hello.')));
        if (isCut) {
          world().runtime.realtime.dropConnections();
          await inbox.ended();
        }
        sent.push(...(await sending));
        if (isCut) {
          for (const message of inbox.received) seen.set(message.seq, message);
          inbox = await connect();
        }
      }
      world().runtime.realtime.dropConnections();
      await inbox.ended();
      for (const message of inbox.received) seen.set(message.seq, message);
      (await connect()).close();
      const all = sent.toSorted((one, other) => one.seq - other.seq);
      expect([...seen.values()].toSorted((one, other) => one.seq - other.seq)).toEqual(all);
      expect(all.map(({ seq }) => seq)).toEqual(all.map((_, index) => index + 1));
    };

    const step = fc.record({ sends: fc.integer({ min: 0, max: 3 }), isCut: fc.boolean() });
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 6 }), story), { numRuns: 8 });
  });
});
