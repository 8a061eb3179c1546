import { describe, expect, it } from 'vitest';
import { readState } from '../support/readState.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

describe('checkMessages', () => {
  it('gives what others wrote and I have not read, and again as long as I have not', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const sent = [await ana.sendMessage(bo, 'One.'), await ana.sendMessage(bo, 'Two.')];

    const { messages, hasMore } = await bo.checkMessages();

    expect(messages).toEqual(sent);
    expect(hasMore).toBe(false);
    expect((await bo.checkMessages()).messages).toEqual(sent);
    expect((await ana.checkMessages()).messages).toEqual([]);
  });

  it('gives with a cursor exactly what came in since, my own messages of other devices too', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    await ana.sendMessage(bo, 'Seen.');
    const { nextCursor } = await bo.checkMessages();
    const missed = [await ana.sendMessage(bo, 'Missed.'), await bo.sendMessage(ana, 'From my phone.')];

    const checked = await bo.checkMessages({ since: nextCursor });

    expect(checked.messages).toEqual(missed);
    expect((await bo.checkMessages({ since: checked.nextCursor })).messages).toEqual([]);
  });

  it('gives a new conversation from its beginning, whatever the cursor', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');
    await ana.sendMessage(bo, 'Seen.');
    const { nextCursor } = await bo.checkMessages();
    const fresh = await cy.sendMessage(bo, 'Hello, I am Cy.');

    expect((await bo.checkMessages({ since: nextCursor })).messages).toEqual([fresh]);
  });

  it('goes through many conversations in pages, in order and without a gap', async () => {
    const { ana, bo, cy, di } = await world().people('ana', 'bo', 'cy', 'di');
    const sent = [];
    for (const person of [bo, cy, di]) {
      for (let index = 0; index < 5; index += 1) sent.push(await person.sendMessage(ana, `Message ${index}.`));
    }

    const received = [];
    let page = await ana.checkMessages({ limit: 4 });
    received.push(...page.messages);
    while (page.hasMore) {
      page = await ana.checkMessages({ limit: 4, since: page.nextCursor });
      expect(page.messages.length).toBeLessThanOrEqual(4);
      received.push(...page.messages);
    }

    const inOrder = sent.toSorted((one, other) =>
      one.conversationId === other.conversationId
        ? one.seq - other.seq
        : one.conversationId < other.conversationId
          ? -1
          : 1,
    );
    expect(received).toEqual(inOrder);
  });

  it.each(['', 'garbage', 'AA', 'Af8', '{}'])('refuses %j as a cursor', async (since) => {
    const { ana } = await world().people('ana');

    await expect(ana.checkMessages({ since })).rejects.toMatchObject({ type: 'BadRequest' });
  });

  it.each([-1, 0, 101])('refuses the limit %i', async (limit) => {
    const { ana } = await world().people('ana');

    await expect(ana.checkMessages({ limit })).rejects.toMatchObject({ type: 'BadRequest' });
  });

  it('shows nothing to somebody with another person’s cursor', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');
    await ana.sendMessage(bo, 'Between us.');
    const { nextCursor } = await bo.checkMessages();
    await ana.sendMessage(bo, 'Still between us.');

    expect((await cy.checkMessages({ since: nextCursor })).messages).toEqual([]);
  });

  it('writes nothing', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    await ana.sendMessage(bo, 'Unread.');
    const before = await readState(world().runtime);

    const { nextCursor } = await bo.checkMessages();
    await bo.checkMessages({ since: nextCursor });

    expect(await readState(world().runtime)).toEqual(before);
  });

  it('ends a page at 1 MB, and the pages after it give the rest', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    // Six bytes of JSON for every byte of text.
    const text = '\u0001'.repeat(8192);
    const sent = [];
    for (let index = 0; index < 24; index += 1) sent.push(await ana.sendMessage(bo, text));

    const first = await bo.checkMessages({ limit: 100 });
    const second = await bo.checkMessages({ limit: 100, since: first.nextCursor });

    expect(first.hasMore).toBe(true);
    expect(first.messages.length).toBeLessThan(24);
    expect(JSON.stringify(first.messages).length).toBeLessThanOrEqual(1_048_576);
    expect([...first.messages, ...second.messages]).toEqual(sent);
    expect(second.hasMore).toBe(false);
  });

  it('takes a cursor of the far future for no reason to miss what is to come', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    await ana.sendMessage(bo, 'One.');
    const bytes = Buffer.from((await bo.checkMessages()).nextCursor, 'base64url');
    bytes[bytes.length - 1] = 0x7f;
    const { messages, nextCursor } = await bo.checkMessages({ since: bytes.toString('base64url') });

    const next = await ana.sendMessage(bo, 'Two.');

    expect(messages).toEqual([]);
    expect((await bo.checkMessages({ since: nextCursor })).messages).toEqual([next]);
  });
});
