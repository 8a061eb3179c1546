import { describe, expect, it } from 'vitest';
import { refused } from '../support/refused.ts';
import { useWorld } from '../support/useWorld.ts';
import { aPassword, freshUsername } from '../support/Visitor.ts';

const world = useWorld();

describe('registerUser', () => {
  it('mails six digits; with them the person is there, with the name typed and in lower case', async () => {
    const { visitor } = world();
    const username = freshUsername('ana');
    const typed = username.toUpperCase();

    const registered = await visitor.registerUser({ username: typed, displayName: 'Ana 🌻' });
    expect(registered).toEqual({ userId: expect.any(String), username, confirmed: false });
    const code = await visitor.codeFor(username);
    expect(code).toMatch(/^\d{6}$/);
    await visitor.confirmUser(typed, code);

    const ana = await visitor.signsIn(typed);
    expect(await ana.me()).toMatchObject({ id: registered.userId, username, displayName: 'Ana 🌻' });
  });

  it('shows nobody before the confirmation', async () => {
    const { visitor } = world();
    const { bo } = await world().people('bo');
    const username = freshUsername('ana');

    const { userId } = await visitor.registerUser({ username });

    expect(await bo.user(userId)).toBeNull();
    expect(await bo.userByUsername(username)).toBeNull();
  });

  it('takes the username for the display name that is left out', async () => {
    const { visitor } = world();
    const username = freshUsername('ana');
    await visitor.registerUser({ username });
    await visitor.confirmUser(username, await visitor.codeFor(username));

    expect(await (await visitor.signsIn(username)).me()).toMatchObject({ displayName: username });
  });

  it.each(['ab', 'a'.repeat(65), 'with space', 'é-accent', 'semi;colon', '#hash', '../up', 'a\u0000b', ''])(
    'refuses the username %j',
    async (username) => {
      const error = await refused(world(), () => world().visitor.registerUser({ username, email: 'a@example.com' }));

      expect(error).toMatchObject({ type: 'BadRequest' });
    },
  );

  it.each(['Short-7', 'no-upper-case-7', 'NO-LOWER-CASE-7', 'No-Digit-At-All'])(
    'refuses the password %j',
    async (password) => {
      const username = freshUsername('ana');

      const error = await refused(world(), () => world().visitor.registerUser({ username, password }));

      expect(error).toMatchObject({ type: 'BadRequest', info: { reason: 'INVALID_PASSWORD' } });
    },
  );

  it.each([
    ['empty', ''],
    ['blank', '   '],
    ['of 101 characters', 'x'.repeat(101)],
  ])('refuses a display name that is %s', async (_name, displayName) => {
    const username = freshUsername('ana');

    const error = await refused(world(), () => world().visitor.registerUser({ username, displayName }));

    expect(error).toMatchObject({ type: 'BadRequest' });
  });

  it('refuses what is no e-mail address', async () => {
    const username = freshUsername('ana');

    await refused(world(), () => world().visitor.registerUser({ username, email: 'nowhere' }));
  });

  it('refuses a name that is taken, in any case, whether it is confirmed or not', async () => {
    const { visitor } = world();
    const { bo } = await world().people('bo');
    const waiting = freshUsername('ana');
    await visitor.registerUser({ username: waiting });
    const another = { password: 'Another-Horse-8', email: 'other@example.com' };

    for (const username of [bo.username, bo.username.toUpperCase(), waiting]) {
      const error = await refused(world(), () => visitor.registerUser({ username, ...another }));
      expect(error).toMatchObject({ type: 'Conflict' });
    }
  });

  it('refuses a name that is taken and confirmed also to who knows its password', async () => {
    const { bo } = await world().people('bo');

    const error = await refused(world(), () => world().visitor.registerUser({ username: bo.username }));

    expect(error).toMatchObject({ type: 'Conflict' });
  });

  it('tells nothing of an e-mail address that somebody else has', async () => {
    const { visitor } = world();
    const { bo } = await world().people('bo');

    const registered = await visitor.registerUser({
      username: freshUsername('ana'),
      email: `${bo.username}@example.com`,
    });

    expect(registered.confirmed).toBe(false);
  });

  it('takes no field beside its own', async () => {
    const username = freshUsername('ana');
    const input = { username, password: aPassword, email: 'a@example.com', userId: 'mine', confirmed: true };

    const { data, errors } = await world().visitor.request(
      'mutation register($input: RegisterUserInput!) { registerUser(input: $input) { userId } }',
      { input },
    );

    expect(data?.['registerUser'] ?? null).toBeNull();
    expect(errors).not.toEqual([]);
  });
});
