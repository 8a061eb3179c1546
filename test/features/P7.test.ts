import { describe, expect, it } from 'vitest';
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
});
