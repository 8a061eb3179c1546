import { describe, expect, it } from 'vitest';
import { Administrator } from '../support/Administrator.ts';
import { operations } from '../support/operations.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

describe('onMessage', () => {
  it('brings everything that is for me, from everybody, on one subscription', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');
    const inbox = await cy.onMessage();

    const fromAna = await ana.sendMessage(cy, 'From Ana.');
    const fromBo = await bo.sendMessage(cy, 'From Bo.');

    expect([await inbox.next(), await inbox.next()]).toEqual([fromAna, fromBo]);
    inbox.close();
  });

  it('brings my own sends to my other devices', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const phone = await ana.onMessage();

    const sent = await ana.sendMessage(bo, 'From my laptop.');

    expect(await phone.next()).toEqual(sent);
    phone.close();
  });

  it('brings nothing of other people’s conversations', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');
    const inbox = await cy.onMessage();

    await ana.sendMessage(bo, 'Between us.');
    await ana.sendMessage(cy, 'The sentinel.');

    expect((await inbox.next()).text).toBe('The sentinel.');
    expect(inbox.received).toHaveLength(1);
    inbox.close();
  });

  it.each([
    ['recipientIds', 'subscription { onMessage { recipientIds message { id } } }'],
    ['an alias', 'subscription { onMessage { m: message { id } } }'],
    ['an alias within', 'subscription { onMessage { message { secret: text } } }'],
    ['recipientIds in a fragment', 'subscription { onMessage { ...all } } fragment all on Delivery { recipientIds }'],
    ['recipientIds under an alias', 'subscription { onMessage { text: recipientIds message { id } } }'],
  ])('refuses a selection with %s', async (_name, query) => {
    const { ana } = await world().people('ana');

    await expect(ana.onMessage(query)).rejects.toThrow();
  });

  it('takes no argument by which to listen to somebody else', async () => {
    const { ana, bo } = await world().people('ana', 'bo');

    await expect(ana.onMessage(`subscription { onMessage(userId: "${bo.id}") { message { id } } }`)).rejects.toThrow(
      /UnknownArgument|userId/,
    );
  });

  it('takes names, fragments and __typename as clients write them', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const inbox = await bo.onMessage(
      'subscription Inbox { onMessage { __typename ...d } } fragment d on Delivery { message { __typename id text } }',
    );

    const sent = await ana.sendMessage(bo, 'Hello.');

    expect(await inbox.next()).toEqual({ __typename: 'Message', id: sent.id, text: 'Hello.' });
    inbox.close();
  });

  it('is not for visitors, and not for who is disabled; an open one ends then', async () => {
    const { ana } = await world().people('ana');
    const inbox = await ana.onMessage();
    const asVisitor = await world().visitor.request(operations.onMessage);
    expect(asVisitor.errors?.[0]).toBeDefined();

    await new Administrator(world().runtime).disableUser(ana);

    await inbox.ended();
    await expect(ana.onMessage()).rejects.toMatchObject({ type: 'Unauthorized' });
  });
});
