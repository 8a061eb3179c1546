import { describe, expect, it } from 'vitest';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

const oneTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('P3: one order', () => {
  it('32 sends at once, from both sides, are numbered without a hole', async () => {
    const { ana, bo } = await world().people('ana', 'bo');

    const sent = await Promise.all(
      oneTo(32).map((index) =>
        index % 2 === 0 ? ana.sendMessage(bo, `Ana ${index}.`) : bo.sendMessage(ana, `Bo ${index}.`),
      ),
    );

    const seqs = sent.map(({ seq }) => seq).toSorted((one, other) => one - other);
    expect(seqs).toEqual(oneTo(32));
  });

  it('seven people who write to one person at once have a conversation each, numbered from 1', async () => {
    const { ana, ...others } = await world().people('ana', 'bo', 'cy', 'di', 'ed', 'fi', 'gus', 'hal');
    const senders = Object.values(others);

    const sent = await Promise.all(senders.flatMap((person) => oneTo(4).map((n) => person.sendMessage(ana, `${n}`))));

    for (const person of senders) {
      const own = sent.filter(({ senderId }) => senderId === person.id).map(({ seq }) => seq);
      expect(own.toSorted()).toEqual(oneTo(4));
    }
  });

  it('both people read the same order', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { nextCursor: anasStart } = await ana.checkMessages();
    const { nextCursor: bosStart } = await bo.checkMessages();
    await Promise.all([ana, bo, ana, bo].map((person) => person.sendMessage(person === ana ? bo : ana, 'Hello.')));

    const anas = await ana.checkMessages({ since: anasStart });
    const bos = await bo.checkMessages({ since: bosStart });

    expect(anas.messages).toEqual(bos.messages);
    expect(anas.messages.map(({ seq }) => seq)).toEqual(oneTo(4));
  });

  it('createdAt never runs backwards, also when the clock does', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { clock } = world().runtime;
    const first = await ana.sendMessage(bo, 'Now.');

    clock.advance(-3 * 60_000);
    // A token that was issued in the future is none.
    const then = await world().visitor.signsIn(ana.username);
    const second = await then.sendMessage(bo, 'Three minutes before.');
    clock.set(Date.now());

    expect(Date.parse(second.createdAt)).toBe(Date.parse(first.createdAt) + 1);
  });
});
