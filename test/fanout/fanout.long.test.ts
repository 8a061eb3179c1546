import { describe, it } from 'vitest';
import { useWorld } from '../support/useWorld.ts';
import { Crowd } from './Crowd.ts';
import { expectFanOut, fanOutReport } from './expectFanOut.ts';
import { sendToCrowd } from './sendToCrowd.ts';

const world = useWorld();

describe('a message to a crowd', () => {
  it.each([100, 1_000, 10_000])('of %i members keeps every limit', async (size) => {
    const crowd = await Crowd.gather(world(), { size, listeners: 40, socketsPerListener: 5 });
    await sendToCrowd(world(), crowd, 'To warm up.');

    for (const text of ['Hello.', '\u0001'.repeat(8_192)]) {
      const send = await sendToCrowd(world(), crowd, text);

      expectFanOut(crowd, size, send);
      console.log(fanOutReport(crowd, size, send));
    }
    crowd.disperse();
  });
});
