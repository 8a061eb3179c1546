import { describe, expect, it } from 'vitest';
import { operations } from '../support/operations.ts';
import { useWorld } from '../support/useWorld.ts';
import { freshUsername } from '../support/Visitor.ts';

const world = useWorld();

const signedUp = async (name: string): Promise<{ username: string; code: string }> => {
  const { visitor } = world();
  const username = freshUsername(name);
  await visitor.registerUser({ username, displayName: name });
  return { username, code: await visitor.codeFor(username) };
};

const otherThan = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

const assertUnconfirmed = async (username: string): Promise<void> => {
  await expect(world().visitor.authenticateUser(username)).rejects.toMatchObject({
    type: 'Forbidden',
    info: { reason: 'USER_NOT_CONFIRMED' },
  });
};

describe('confirmUser', () => {
  it('lets a person in and shows the profile to others', async () => {
    const { bo } = await world().people('bo');
    const { username, code } = await signedUp('ana');

    await expect(world().visitor.confirmUser(username, code)).resolves.toBe(true);

    const ana = await world().visitor.signsIn(username);
    expect(await bo.user(ana.id)).toMatchObject({ id: ana.id, username, displayName: 'ana' });
    expect(await bo.userByUsername(username)).toEqual(await ana.me());
  });

  it('answers a repeat as the first time and leaves the profile as it is', async () => {
    const { username, code } = await signedUp('ana');
    await world().visitor.confirmUser(username, code);
    const ana = await world().visitor.signsIn(username);
    const before = await ana.updateProfile('Changed since');

    await expect(world().visitor.confirmUser(username, code)).resolves.toBe(true);

    expect(await ana.me()).toEqual(before);
  });

  it('knows the person by the name in capitals', async () => {
    const { username, code } = await signedUp('ana');

    await expect(world().visitor.confirmUser(username.toUpperCase(), code)).resolves.toBe(true);

    expect((await (await world().visitor.signsIn(username)).me()).username).toBe(username);
  });

  it.each([
    ['a wrong code', otherThan],
    ['five digits', (code: string) => code.slice(1)],
    ['seven digits', (code: string) => `${code}0`],
    ['no digits', () => 'abcdef'],
    ['an empty code', () => ''],
  ])('refuses %s, and the right one stays good', async (_, written) => {
    const { username, code } = await signedUp('ana');

    await expect(world().visitor.confirmUser(username, written(code))).rejects.toMatchObject({
      type: 'BadRequest',
      info: { reason: 'CODE_MISMATCH' },
    });

    await assertUnconfirmed(username);
    await expect(world().visitor.confirmUser(username, code)).resolves.toBe(true);
  });

  it('refuses the code of another person', async () => {
    const ana = await signedUp('ana');
    const bo = await signedUp('bo');
    await world().visitor.resendConfirmationCode(bo.username);
    const foreign = await world().visitor.codeFor(bo.username);
    expect(foreign).not.toBe(ana.code);

    await expect(world().visitor.confirmUser(ana.username, foreign)).rejects.toMatchObject({
      type: 'BadRequest',
      info: { reason: 'CODE_MISMATCH' },
    });

    await assertUnconfirmed(ana.username);
  });

  it('refuses a malformed username', async () => {
    await expect(world().visitor.confirmUser('a b', '123456')).rejects.toMatchObject({ type: 'BadRequest' });
  });

  it('refuses a code of yesterday, and another one lets the person in', async () => {
    const { username, code } = await signedUp('ana');
    world().runtime.clock.advance(25 * 3_600_000);

    await expect(world().visitor.confirmUser(username, code)).rejects.toMatchObject({
      type: 'BadRequest',
      info: { reason: 'CODE_EXPIRED' },
    });

    await assertUnconfirmed(username);
    await world().visitor.resendConfirmationCode(username);
    await expect(world().visitor.confirmUser(username, await world().visitor.codeFor(username))).resolves.toBe(true);
  });

  it('answers a name that nobody has like one whose code is old', async () => {
    const { username } = await signedUp('ana');
    world().runtime.clock.advance(25 * 3_600_000);
    const answerOf = async (name: string): Promise<string> => {
      const input = { username: name, code: '123456' };
      return JSON.stringify(await world().visitor.request(operations.confirmUser, { input }));
    };

    expect(await answerOf(freshUsername('nobody'))).toBe(await answerOf(username));
  });

  it('answers Unavailable when the profile could not be stored, then true, and the sign-in makes it', async () => {
    const { runtime, visitor } = world();
    const { username, code } = await signedUp('ana');
    runtime.gate.injectFaults({ seed: 1, conflict: 1 });

    const first: unknown = await visitor.confirmUser(username, code).catch((error: unknown) => error);
    runtime.gate.injectFaults(undefined);

    expect(first).toMatchObject({ type: 'Unavailable' });
    expect(await visitor.confirmUser(username, code)).toBe(true);
    const ana = await visitor.signsIn(username);
    expect(await ana.user(ana.id)).toMatchObject({ username, displayName: 'ana' });
  });
});
