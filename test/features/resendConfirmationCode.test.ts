import { describe, expect, it } from 'vitest';
import { operations } from '../support/operations.ts';
import { useWorld } from '../support/useWorld.ts';
import { freshUsername } from '../support/Visitor.ts';

const world = useWorld();

const signedUp = async (name: string): Promise<string> => {
  const username = freshUsername(name);
  await world().visitor.registerUser({ username });
  return username;
};

const codesFor = (username: string): string[] =>
  world()
    .runtime.userPools.mails()
    .filter((mail) => mail.username === username)
    .map(({ code }) => code);

const answerFor = async (username: string): Promise<string> =>
  JSON.stringify(await world().visitor.request(operations.resendConfirmationCode, { username }));

describe('resendConfirmationCode', () => {
  it('mails another code, which confirms', async () => {
    const username = await signedUp('ana');

    await expect(world().visitor.resendConfirmationCode(username)).resolves.toBe(true);

    const [newest = ''] = codesFor(username);
    expect(codesFor(username)).toHaveLength(2);
    await expect(world().visitor.confirmUser(username, newest)).resolves.toBe(true);
    await expect(world().visitor.authenticateUser(username)).resolves.toMatchObject({ tokenType: 'Bearer' });
  });

  it('ends the code before', async () => {
    const username = await signedUp('ana');
    const first = await world().visitor.codeFor(username);
    let newest = '';
    while (newest === '' || newest === first) {
      await world().visitor.resendConfirmationCode(username);
      newest = await world().visitor.codeFor(username);
    }

    await expect(world().visitor.confirmUser(username, first)).rejects.toMatchObject({
      type: 'BadRequest',
      info: { reason: 'CODE_MISMATCH' },
    });
  });

  it('finds the person by the name in capitals', async () => {
    const username = await signedUp('ana');

    await world().visitor.resendConfirmationCode(username.toUpperCase());

    expect(codesFor(username)).toHaveLength(2);
  });

  it('answers alike for somebody who waits, who is confirmed and who is nobody, and mails to the first alone', async () => {
    const username = await signedUp('ana');
    const { bo } = await world().people('bo');
    const mails = world().runtime.userPools.mails().length;

    const waiting = await answerFor(username);

    expect(waiting).toBe(JSON.stringify({ data: { resendConfirmationCode: true } }));
    expect(await answerFor(bo.username)).toBe(waiting);
    expect(await answerFor(freshUsername('nobody'))).toBe(waiting);
    expect(world().runtime.userPools.mails()).toHaveLength(mails + 1);
  });

  it('refuses a malformed username', async () => {
    await expect(world().visitor.resendConfirmationCode('a b')).rejects.toMatchObject({ type: 'BadRequest' });
  });

  it('mails five times an hour to a person and tells how long to wait, also for a name that nobody has', async () => {
    for (const username of [await signedUp('ana'), freshUsername('nobody')]) {
      for (let mail = 1; mail <= 5; mail += 1) await world().visitor.resendConfirmationCode(username);
      const mails = codesFor(username).length;

      await expect(world().visitor.resendConfirmationCode(username)).rejects.toMatchObject({
        type: 'LimitExceeded',
        info: { retryAfterMs: expect.any(Number) as number },
      });
      expect(codesFor(username)).toHaveLength(mails);

      world().runtime.clock.advance(3_600_000);
      await expect(world().visitor.resendConfirmationCode(username)).resolves.toBe(true);
    }
  });
});
