import { describe, expect, it } from 'vitest';
import { readState } from '../support/readState.ts';
import { refused } from '../support/refused.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

describe('signOut', () => {
  it('ends sends, new subscriptions, refresh and open subscriptions of every device; a new sign-in goes on', async () => {
    const { visitor } = world();
    const { ana, bo } = await world().people('ana', 'bo');
    const phone = await visitor.signsIn(ana.username);
    const [inbox, phoneInbox, other] = [await ana.onMessage(), await phone.onMessage(), await bo.onMessage()];

    expect(await ana.signOut()).toBe(true);

    await Promise.all([inbox.ended(), phoneInbox.ended()]);
    for (const device of [ana, phone]) {
      const send = await refused(world(), () => device.sendMessage(bo, 'still here'));
      expect(send).toMatchObject({ type: 'Unauthorized' });
      await expect(device.onMessage()).rejects.toMatchObject({ type: 'Unauthorized' });
      await expect(visitor.refreshSession(device.session.refreshToken ?? '')).rejects.toMatchObject({
        type: 'Unauthorized',
      });
    }

    const again = await visitor.signsIn(ana.username);
    await again.sendMessage(bo, 'back');
    expect((await other.next()).text).toBe('back');
    const inboxAgain = await again.onMessage();
    inboxAgain.close();
    other.close();
  });

  it('leaves plain reads to the end of the token, and other people alone', async () => {
    const { ana, bo } = await world().people('ana', 'bo');

    await ana.signOut();

    expect(await ana.me()).toMatchObject({ id: ana.id });
    expect(await bo.sendMessage(ana, 'for later')).toMatchObject({ seq: 1 });
    world().runtime.clock.advance(31 * 60_000);
    await expect(ana.me()).rejects.toMatchObject({ type: 'UnauthorizedException' });
  });

  it('by a token that is signed out ends no session that has begun since', async () => {
    const { visitor, runtime } = world();
    const { ana, bo } = await world().people('ana', 'bo');
    await ana.signOut();
    const again = await visitor.signsIn(ana.username);
    const before = await readState(runtime);

    expect(await ana.signOut()).toBe(true);

    expect(await readState(runtime)).toEqual(before);
    expect(await again.sendMessage(bo, 'still here')).toMatchObject({ seq: 1 });
    expect(await visitor.refreshSession(again.session.refreshToken ?? '')).toMatchObject({ userId: ana.id });
  });
});
