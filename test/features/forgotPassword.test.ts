import { describe, expect, it } from 'vitest';
import { operations } from '../support/operations.ts';
import { useWorld } from '../support/useWorld.ts';
import { freshUsername } from '../support/Visitor.ts';

const world = useWorld();

const newPassword = 'Another-Horse-8';

const mailsTo = (username: string) =>
  world()
    .runtime.userPools.mails()
    .filter((mail) => mail.to === `${username}@example.com`);

const answerFor = async (username: string): Promise<string> =>
  JSON.stringify(await world().visitor.request(operations.forgotPassword, { username }));

describe('forgotPassword', () => {
  it('mails a code that sets a new password', async () => {
    const { ana } = await world().people('ana');

    await expect(world().visitor.forgotPassword(ana.username)).resolves.toBe(true);

    expect(mailsTo(ana.username)).toHaveLength(2);
    const code = await world().visitor.codeFor(ana.username);
    expect(code).toMatch(/^\d{6}$/);
    await world().visitor.confirmForgotPassword(ana.username, code, newPassword);
    expect((await world().visitor.signsIn(ana.username, newPassword)).id).toBe(ana.id);
  });

  it('changes nothing by itself: the password, the tokens and the refresh stay good', async () => {
    const { ana } = await world().people('ana');

    await world().visitor.forgotPassword(ana.username);

    expect((await world().visitor.signsIn(ana.username)).id).toBe(ana.id);
    expect(await ana.me()).toMatchObject({ id: ana.id });
    await expect(world().visitor.refreshSession(ana.session.refreshToken ?? '')).resolves.toMatchObject({
      userId: ana.id,
    });
  });

  it('finds the person by the name in capitals', async () => {
    const { ana } = await world().people('ana');

    await world().visitor.forgotPassword(ana.username.toUpperCase());

    expect(mailsTo(ana.username)).toHaveLength(2);
  });

  it('ends the code before when it is asked again', async () => {
    const { ana } = await world().people('ana');
    await world().visitor.forgotPassword(ana.username);
    const first = await world().visitor.codeFor(ana.username);
    let newest = first;
    while (newest === first) {
      await world().visitor.forgotPassword(ana.username);
      newest = await world().visitor.codeFor(ana.username);
    }

    const old = world().visitor.confirmForgotPassword(ana.username, first, newPassword);

    await expect(old).rejects.toMatchObject({ type: 'BadRequest', info: { reason: 'CODE_MISMATCH' } });
  });

  it('answers alike for a person, for one not confirmed yet and for nobody, and mails to the first alone', async () => {
    const { ana } = await world().people('ana');
    const waiting = freshUsername('bo');
    await world().visitor.registerUser({ username: waiting });
    const mails = world().runtime.userPools.mails().length;

    const answer = await answerFor(ana.username);

    expect(answer).toBe(JSON.stringify({ data: { forgotPassword: true } }));
    expect(await answerFor(waiting)).toBe(answer);
    expect(await answerFor(freshUsername('nobody'))).toBe(answer);
    expect(world().runtime.userPools.mails()).toHaveLength(mails + 1);
  });

  it('refuses a malformed username', async () => {
    await expect(world().visitor.forgotPassword('a b')).rejects.toMatchObject({ type: 'BadRequest' });
  });

  it('mails five times an hour, and answers a name that nobody has alike', async () => {
    const { ana } = await world().people('ana');
    const nobody = freshUsername('nobody');
    const tries = async (username: string): Promise<string[]> => {
      const answers = [];
      for (let mail = 1; mail <= 6; mail += 1) answers.push(await answerFor(username));
      return answers;
    };

    const answers = await tries(ana.username);

    expect(JSON.parse(answers[5] ?? '')).toMatchObject({ errors: [{ errorType: 'LimitExceeded' }] });
    expect(await tries(nobody)).toEqual(answers);
    expect(mailsTo(ana.username)).toHaveLength(6);
    world().runtime.clock.advance(3_600_000);
    await expect(world().visitor.forgotPassword(ana.username)).resolves.toBe(true);
  });
});
