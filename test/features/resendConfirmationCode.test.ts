import { describe, expect, it } from 'vitest';
import { refused } from '../support/refused.ts';
import { readState } from '../support/readState.ts';
import { useWorld } from '../support/useWorld.ts';
import { freshUsername } from '../support/Visitor.ts';

const world = useWorld();

describe('resendConfirmationCode', () => {
  it('mails another code, which confirms', async () => {
    const { runtime, visitor } = world();
    const username = freshUsername('ana');
    await visitor.registerUser({ username });
    const { mailCount } = await readState(runtime);

    expect(await visitor.resendConfirmationCode(username)).toBe(true);

    expect((await readState(runtime)).mailCount).toBe(mailCount + 1);
    expect(await visitor.confirmUser(username, await visitor.codeFor(username))).toBe(true);
  });

  it('answers true and mails nothing for a name that nobody has and for one that is confirmed', async () => {
    const { runtime, visitor } = world();
    const { bo } = await world().people('bo');
    const before = await readState(runtime);

    expect(await visitor.resendConfirmationCode(freshUsername('nobody'))).toBe(true);
    expect(await visitor.resendConfirmationCode(bo.username)).toBe(true);

    expect(await readState(runtime)).toEqual(before);
  });

  it('refuses what is no username', async () => {
    const error = await refused(world(), () => world().visitor.resendConfirmationCode('no name'));

    expect(error).toMatchObject({ type: 'BadRequest' });
  });

  it('stops after five within the hour, for people and for names that nobody has, and goes on after it', async () => {
    const { runtime, visitor } = world();
    const ana = freshUsername('ana');
    await visitor.registerUser({ username: ana });
    for (const username of [ana, freshUsername('nobody')]) {
      for (let count = 0; count < 5; count += 1) await visitor.resendConfirmationCode(username);
      const error = await refused(world(), () => visitor.resendConfirmationCode(username));
      expect(error).toMatchObject({ type: 'LimitExceeded', info: { retryAfterMs: expect.any(Number) } });
    }

    runtime.clock.advance(3_600_000);

    expect(await visitor.resendConfirmationCode(ana)).toBe(true);
  });
});
