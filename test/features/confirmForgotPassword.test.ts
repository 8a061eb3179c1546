import { describe, expect, it } from 'vitest';
import { operations } from '../support/operations.ts';
import type { Person } from '../support/Person.ts';
import { useWorld } from '../support/useWorld.ts';
import { aPassword, freshUsername } from '../support/Visitor.ts';

const world = useWorld();

const newPassword = 'Another-Horse-8';
const hour = 3_600_000;

/** Somebody with a code in the mail. */
const forgetful = async (name: string): Promise<{ person: Person; code: string }> => {
  const person = await world().visitor.joins(name);
  await world().visitor.forgotPassword(person.username);
  return { person, code: await world().visitor.codeFor(person.username) };
};

const otherThan = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

const assertPassword = async ({ username, id }: Person, right: string, wrong: string): Promise<void> => {
  await expect(world().visitor.authenticateUser(username, right)).resolves.toMatchObject({ userId: id });
  await expect(world().visitor.authenticateUser(username, wrong)).rejects.toMatchObject({ type: 'Unauthorized' });
};

describe('confirmForgotPassword', () => {
  it('sets the new password in place of the old one', async () => {
    const { person: ana, code } = await forgetful('ana');

    await expect(world().visitor.confirmForgotPassword(ana.username, code, newPassword)).resolves.toBe(true);

    await assertPassword(ana, newPassword, aPassword);
  });

  it('leaves the profile as it is', async () => {
    const { person: ana, code } = await forgetful('ana');
    const before = await ana.updateProfile('Ana the Forgetful');

    await world().visitor.confirmForgotPassword(ana.username, code, newPassword);

    expect(await ana.me()).toEqual(before);
  });

  it('refuses a repeat, because the code is used up', async () => {
    const { person: ana, code } = await forgetful('ana');
    await world().visitor.confirmForgotPassword(ana.username, code, newPassword);

    await expect(world().visitor.confirmForgotPassword(ana.username, code, newPassword)).rejects.toMatchObject({
      type: 'BadRequest',
      info: { reason: 'CODE_EXPIRED' },
    });

    await assertPassword(ana, newPassword, aPassword);
  });

  it('takes a code once: a used one sets no other password', async () => {
    const { person: ana, code } = await forgetful('ana');
    await world().visitor.confirmForgotPassword(ana.username, code, newPassword);

    const reuse = world().visitor.confirmForgotPassword(ana.username, code, 'Third-Horse-9');

    await expect(reuse).rejects.toMatchObject({ type: 'BadRequest', info: { reason: 'CODE_EXPIRED' } });
    await assertPassword(ana, newPassword, 'Third-Horse-9');
  });

  it.each([
    ['a wrong code', otherThan],
    ['five digits', (code: string) => code.slice(1)],
    ['letters', () => 'abcdef'],
    ['an empty code', () => ''],
  ])('refuses %s and leaves the password as it is', async (_, written) => {
    const { person: ana, code } = await forgetful('ana');

    const attempt = world().visitor.confirmForgotPassword(ana.username, written(code), newPassword);

    await expect(attempt).rejects.toMatchObject({ type: 'BadRequest', info: { reason: 'CODE_MISMATCH' } });
    await assertPassword(ana, aPassword, newPassword);
  });

  it('refuses the code of another person', async () => {
    const { person: ana } = await forgetful('ana');
    let bo = await forgetful('bo');
    while (bo.code === (await world().visitor.codeFor(ana.username))) bo = await forgetful('bo');

    const attempt = world().visitor.confirmForgotPassword(ana.username, bo.code, newPassword);

    await expect(attempt).rejects.toMatchObject({ type: 'BadRequest', info: { reason: 'CODE_MISMATCH' } });
    await assertPassword(ana, aPassword, newPassword);
  });

  it('refuses a code of yesterday and leaves the password as it is', async () => {
    const { person: ana, code } = await forgetful('ana');
    world().runtime.clock.advance(25 * hour);

    const attempt = world().visitor.confirmForgotPassword(ana.username, code, newPassword);

    await expect(attempt).rejects.toMatchObject({ type: 'BadRequest', info: { reason: 'CODE_EXPIRED' } });
    await assertPassword(ana, aPassword, newPassword);
  });

  it('refuses a code that nobody asked for', async () => {
    const { ana } = await world().people('ana');

    const attempt = world().visitor.confirmForgotPassword(ana.username, '123456', newPassword);

    await expect(attempt).rejects.toMatchObject({ type: 'BadRequest', info: { reason: 'CODE_EXPIRED' } });
    await assertPassword(ana, aPassword, newPassword);
  });

  it.each(['Aa1aaaa', 'another-horse-8', 'ANOTHER-HORSE-8', 'Another-Horse', 'Another-Horse-8\uD83D'])(
    'refuses the weak password %s, and the code stays good for a better one',
    async (weak) => {
      const { person: ana, code } = await forgetful('ana');

      await expect(world().visitor.confirmForgotPassword(ana.username, code, weak)).rejects.toMatchObject({
        type: 'BadRequest',
        info: { reason: 'INVALID_PASSWORD' },
      });

      await assertPassword(ana, aPassword, weak);
      await expect(world().visitor.confirmForgotPassword(ana.username, code, newPassword)).resolves.toBe(true);
    },
  );

  it('answers a name that nobody has like a wrong code', async () => {
    const { person: ana, code } = await forgetful('ana');
    const answerOf = async (username: string): Promise<string> => {
      const input = { username, code: otherThan(code), newPassword };
      return JSON.stringify(await world().visitor.request(operations.confirmForgotPassword, { input }));
    };

    expect(await answerOf(freshUsername('nobody'))).toBe(await answerOf(ana.username));
  });

  it('refuses a malformed username', async () => {
    const attempt = world().visitor.confirmForgotPassword('a b', '123456', newPassword);

    await expect(attempt).rejects.toMatchObject({ type: 'BadRequest' });
  });

  it('takes five tries an hour, so that a code cannot be guessed', async () => {
    const { person: ana, code } = await forgetful('ana');
    const attempt = (written: string) => world().visitor.confirmForgotPassword(ana.username, written, newPassword);
    for (let guess = 1; guess <= 5; guess += 1) {
      await expect(attempt(otherThan(code))).rejects.toMatchObject({ type: 'BadRequest' });
    }

    await expect(attempt(code)).rejects.toMatchObject({ type: 'LimitExceeded' });

    await assertPassword(ana, aPassword, newPassword);
  });
});
