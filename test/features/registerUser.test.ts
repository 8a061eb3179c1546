import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { operations } from '../support/operations.ts';
import { refused } from '../support/refused.ts';
import { useWorld } from '../support/useWorld.ts';
import { aPassword, freshUsername } from '../support/Visitor.ts';

const world = useWorld();

const mailsTo = (address: string) =>
  world()
    .runtime.userPools.mails()
    .filter(({ to }) => to === address);

describe('registerUser', () => {
  it('signs a person up and mails a six-digit code to the address', async () => {
    const { visitor } = world();
    const username = freshUsername('ana');
    const email = `${randomUUID()}@example.com`;

    const result = await visitor.registerUser({ username, email });

    expect(result).toEqual({ userId: expect.any(String) as string, username, confirmed: false });
    expect(mailsTo(email).map(({ code }) => code)).toEqual([expect.stringMatching(/^\d{6}$/)]);
  });

  it('makes no profile before the confirmation', async () => {
    const { ana } = await world().people('ana');
    const username = freshUsername('bo');

    const { userId } = await world().visitor.registerUser({ username });

    expect(await ana.user(userId)).toBeNull();
    expect(await ana.userByUsername(username)).toBeNull();
  });

  it('gives the person the id that everybody sees later', async () => {
    const { visitor } = world();
    const username = freshUsername('ana');

    const { userId } = await visitor.registerUser({ username, displayName: 'Ana of the Hills' });
    await visitor.confirmUser(username, await visitor.codeFor(username));
    const ana = await visitor.signsIn(username);

    expect(ana.id).toBe(userId);
    expect(await ana.me()).toMatchObject({ id: userId, username, displayName: 'Ana of the Hills' });
  });

  it('keeps the name in small letters', async () => {
    const { visitor } = world();
    const username = freshUsername('ana');

    await expect(visitor.registerUser({ username: username.toUpperCase() })).resolves.toMatchObject({ username });
  });

  it('takes the username for the display name where none is given', async () => {
    const { visitor } = world();
    const username = freshUsername('ana');
    await visitor.registerUser({ username });
    await visitor.confirmUser(username, await visitor.codeFor(username));

    expect((await (await visitor.signsIn(username)).me()).displayName).toBe(username);
  });

  it('answers a repeat before the confirmation as the first time, and the first code stays good', async () => {
    const { visitor } = world();
    const username = freshUsername('ana');
    const email = `${username}@example.com`;
    const first = await visitor.registerUser({ username });
    const code = await visitor.codeFor(username);

    const repeat = await visitor.registerUser({ username });

    expect(repeat).toEqual(first);
    expect(mailsTo(email)).toHaveLength(1);
    await expect(visitor.confirmUser(username, code)).resolves.toBe(true);
  });

  it('refuses a name that waits for its confirmation to whoever has another password', async () => {
    const { visitor } = world();
    const username = freshUsername('ana');
    await visitor.registerUser({ username });
    const email = `${randomUUID()}@example.com`;

    const other = visitor.registerUser({ username, email, password: 'Another-Horse-8' });

    await expect(other).rejects.toMatchObject({ type: 'Conflict' });
    expect(mailsTo(email)).toEqual([]);
    await expect(visitor.authenticateUser(username)).rejects.toMatchObject({ info: { reason: 'USER_NOT_CONFIRMED' } });
  });

  it.each([
    ['as it is', (name: string) => name],
    ['in capitals', (name: string) => name.toUpperCase()],
  ])('refuses a taken name %s, and its owner stays who he was', async (_, written) => {
    const { ana } = await world().people('ana');
    const email = `${randomUUID()}@example.com`;
    const username = written(ana.username);

    await expect(world().visitor.registerUser({ username, email })).rejects.toMatchObject({ type: 'Conflict' });

    expect(mailsTo(email)).toEqual([]);
    expect((await world().visitor.signsIn(ana.username)).id).toBe(ana.id);
    expect(await ana.me()).toMatchObject({ displayName: 'ana' });
  });

  it('tells nobody that an e-mail address is in use', async () => {
    const { ana } = await world().people('ana');
    const username = freshUsername('bo');

    const result = await world().visitor.registerUser({ username, email: `${ana.username}@example.com` });

    expect(result).toMatchObject({ username, confirmed: false });
  });

  it.each([
    ['7 characters', 'Aa1aaaa'],
    ['no capital', 'correct-horse-7'],
    ['no small letter', 'CORRECT-HORSE-7'],
    ['no digit', 'Correct-Horse'],
    ['nothing in it', ''],
    ['a lone surrogate', 'Correct-Horse-\uD83D7'],
  ])('refuses a password with %s and leaves the name free', async (_, password) => {
    const { visitor } = world();
    const username = freshUsername('ana');

    await expect(visitor.registerUser({ username, password })).rejects.toMatchObject({ type: 'BadRequest' });

    await expect(visitor.registerUser({ username })).resolves.toMatchObject({ username });
  });

  it('tells by its reason that a password is weak', async () => {
    const weak = world().visitor.registerUser({ username: freshUsername('ana'), password: 'aaaaaaaa' });

    await expect(weak).rejects.toMatchObject({ type: 'BadRequest', info: { reason: 'INVALID_PASSWORD' } });
  });

  it.each([
    ['2 characters', { username: 'ab' }],
    ['65 characters', { username: 'a'.repeat(65) }],
    ['a blank inside', { username: 'ana lee' }],
    ['an at sign', { username: 'ana@example.com' }],
    ['a letter beyond ASCII', { username: 'ané-lee' }],
    ['an empty name', { username: '' }],
  ])('refuses a username of %s', async (_, input) => {
    const email = `${randomUUID()}@example.com`;

    await expect(world().visitor.registerUser({ ...input, email })).rejects.toMatchObject({ type: 'BadRequest' });
    expect(mailsTo(email)).toEqual([]);
  });

  it('takes names of 3 and of 64 characters', async () => {
    const long = freshUsername('a').padEnd(64, '_');
    const short = randomUUID().slice(0, 3);

    await expect(world().visitor.registerUser({ username: long })).resolves.toMatchObject({ username: long });
    await expect(world().visitor.registerUser({ username: short })).resolves.toMatchObject({ username: short });
  });

  it.each([
    ['an empty display name', ''],
    ['a blank display name', ' \t'],
    ['a display name of 101 characters', 'x'.repeat(101)],
  ])('refuses %s', async (_, displayName) => {
    const username = freshUsername('ana');

    await expect(world().visitor.registerUser({ username, displayName })).rejects.toMatchObject({ type: 'BadRequest' });
    await expect(world().visitor.registerUser({ username })).resolves.toMatchObject({ username });
  });

  it('refuses something that is no e-mail address before anything runs', async () => {
    const input = { username: freshUsername('ana'), password: aPassword, email: 'ana' };

    const answer = await world().visitor.request(operations.registerUser, { input });

    expect(answer.data ?? null).toBeNull();
    expect(answer.errors?.[0]?.message).toContain('email');
  });

  it.each([
    ['a malformed name', { username: '../up' }],
    ['a weak password', { username: 'weak-one', password: 'weak' }],
    ['no e-mail address', { username: 'no-address', email: 'nowhere' }],
    ['a blank display name', { username: 'no-name', displayName: ' ' }],
  ])('keeps nothing of a registration with %s', async (_, input) => {
    await refused(world(), () => world().visitor.registerUser(input));
  });

  it('keeps nothing of a registration under a taken name', async () => {
    const { bo } = await world().people('bo');

    const error = await refused(world(), () => world().visitor.registerUser({ username: bo.username }));

    expect(error).toMatchObject({ type: 'Conflict', info: null });
  });

  it.each(['userId', 'confirmed', 'status'])('takes no %s', async (name) => {
    const input = { username: freshUsername('ana'), password: aPassword, email: 'ana@example.com', [name]: 'x' };

    const answer = await world().visitor.request(operations.registerUser, { input });

    expect(answer.data ?? null).toBeNull();
    expect(answer.errors?.[0]?.message).toContain(name);
  });
});
