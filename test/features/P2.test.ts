import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();
const minutes = 60_000;
const days = 24 * 60 * minutes;

describe('P2: an acknowledged message is stored once and for good', () => {
  it('100 sends at once with one clientMessageId are one message and 100 equal answers', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const id = randomUUID();

    const answers = await Promise.all(Array.from({ length: 100 }, () => ana.sendMessage(bo, 'Once.', id)));

    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect((await bo.checkMessages()).messages).toEqual([answers[0]]);
  });

  it('a repeat from another session gives the first answer', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const id = randomUUID();
    const first = await ana.sendMessage(bo, 'Once.', id);
    const elsewhere = await world().visitor.signsIn(ana.username);

    expect(await elsewhere.sendMessage(bo, 'Once.', id)).toEqual(first);
  });

  it('a repeat gives the first answer after a second, after 11 minutes and after 6 days', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { clock } = world().runtime;
    const id = randomUUID();
    const first = await ana.sendMessage(bo, 'Once.', id);

    for (const later of [1_000, 11 * minutes, 6 * days]) {
      clock.advance(later);
      const again = await world().visitor.signsIn(ana.username);
      expect(await again.sendMessage(bo, 'Once.', id)).toEqual(first);
    }

    const boAgain = await world().visitor.signsIn(bo.username);
    expect((await boAgain.checkMessages()).messages).toEqual([first]);
    clock.set(Date.now());
  });

  it('a repeat while the sender is blocked gives the first answer: it is stored', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const id = randomUUID();
    const first = await ana.sendMessage(bo, 'Before the block.', id);
    await bo.blockUser(ana);

    expect(await ana.sendMessage(bo, 'Before the block.', id)).toEqual(first);
  });

  it('a repeat publishes again within 10 minutes, and only answers later', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { clock } = world().runtime;
    const inbox = await bo.onMessage();
    const id = randomUUID();
    await ana.sendMessage(bo, 'Once.', id);
    await inbox.next();

    await ana.sendMessage(bo, 'Once.', id);
    expect((await inbox.next()).text).toBe('Once.');
    clock.advance(11 * minutes);
    await ana.sendMessage(bo, 'Once.', id);
    await ana.sendMessage(bo, 'The sentinel.');

    expect((await inbox.next()).text).toBe('The sentinel.');
    inbox.close();
    clock.set(Date.now());
  });

  it('a send that was stored and whose publish was cut is delivered by its repeat', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const inbox = await bo.onMessage();
    const id = randomUUID();
    world().runtime.gate.injectFaults({ seed: 1, cutPublish: 1 });
    await expect(ana.sendMessage(bo, 'Stored.', id)).rejects.toMatchObject({ type: 'Unavailable' });
    world().runtime.gate.injectFaults(undefined);

    const answer = await ana.sendMessage(bo, 'Stored.', id);

    expect(answer.seq).toBe(1);
    expect(await inbox.next()).toEqual(answer);
    inbox.close();
  });
});
