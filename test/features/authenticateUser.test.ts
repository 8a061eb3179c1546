import { describe, expect, it } from 'vitest';
import { Administrator } from '../support/Administrator.ts';
import { operations } from '../support/operations.ts';
import { refused } from '../support/refused.ts';
import { useWorld } from '../support/useWorld.ts';
import { aPassword, freshUsername } from '../support/Visitor.ts';

const world = useWorld();

const answerOf = async (username: string, password: string): Promise<string> =>
  JSON.stringify(await world().visitor.request(operations.authenticateUser, { input: { username, password } }));

const askMe = async (authorization: string): Promise<{ status: number; body: Record<string, unknown> }> => {
  const response = await fetch(world().endpoints.graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify({ query: operations.me }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

describe('authenticateUser', () => {
  it('gives both tokens for 30 minutes and a refresh token', async () => {
    const { ana } = await world().people('ana');

    const session = await world().visitor.authenticateUser(ana.username);

    expect(session).toMatchObject({ expiresIn: 1800, tokenType: 'Bearer', userId: ana.id });
    expect(session.refreshToken).toBeTruthy();
  });

  it.each(['accessToken', 'idToken'] as const)(
    'gives an %s that the API takes, with Bearer or without',
    async (token) => {
      const { ana } = await world().people('ana');

      for (const authorization of [ana.session[token], `Bearer ${ana.session[token]}`]) {
        expect(await askMe(authorization)).toMatchObject({ status: 200, body: { data: { me: { id: ana.id } } } });
      }
    },
  );

  it('knows the person by the name in capitals', async () => {
    const { ana } = await world().people('ana');

    const session = await world().visitor.authenticateUser(ana.username.toUpperCase());

    expect(session.userId).toBe(ana.id);
  });

  it('answers an unknown name and a wrong password byte for byte alike', async () => {
    const { ana } = await world().people('ana');

    const wrong = await answerOf(ana.username, 'Wrong-Horse-9');

    expect(JSON.parse(wrong)).toMatchObject({ data: null, errors: [{ errorType: 'Unauthorized', errorInfo: null }] });
    expect(await answerOf(freshUsername('nobody'), aPassword)).toBe(wrong);
  });

  it('answers a wrong password before the confirmation like an unknown name', async () => {
    const username = freshUsername('ana');
    await world().visitor.registerUser({ username });

    const wrong = await answerOf(username, 'Wrong-Horse-9');

    expect(await answerOf(freshUsername('nobody'), 'Wrong-Horse-9')).toBe(wrong);
  });

  it('tells whoever has the right password that the confirmation is missing', async () => {
    const username = freshUsername('ana');
    await world().visitor.registerUser({ username });

    await expect(world().visitor.authenticateUser(username)).rejects.toMatchObject({
      type: 'Forbidden',
      info: { reason: 'USER_NOT_CONFIRMED' },
    });
  });

  it('takes a password as it was written, in its case and to its end', async () => {
    const { ana } = await world().people('ana');

    for (const password of [aPassword.toLowerCase(), aPassword.slice(0, -1), `${aPassword} `, '']) {
      const attempt = world().visitor.authenticateUser(ana.username, password);
      await expect(attempt).rejects.toMatchObject({
        type: expect.stringMatching(/^(Unauthorized|BadRequest)$/) as string,
      });
    }
  });

  it('refuses a malformed username', async () => {
    await expect(world().visitor.authenticateUser('a b')).rejects.toMatchObject({ type: 'BadRequest' });
  });

  it('locks a name after six wrong passwords, a taken one and an unknown one alike, and opens it later', async () => {
    const { ana } = await world().people('ana');
    const guesses = async (username: string): Promise<string[]> => {
      const answers = [];
      for (let guess = 1; guess <= 6; guess += 1) answers.push(await answerOf(username, `Wrong-Horse-${guess}`));
      return [...answers, await answerOf(username, aPassword)];
    };

    const known = await guesses(ana.username);

    expect(new Set(known).size).toBe(1);
    expect(await guesses(freshUsername('nobody'))).toEqual(known);
    world().runtime.clock.advance(16 * 60_000);
    await expect(world().visitor.authenticateUser(ana.username)).resolves.toMatchObject({ userId: ana.id });
  });

  it('gives tokens that end after 30 minutes by the clock', async () => {
    const { ana } = await world().people('ana');
    world().runtime.clock.advance(31 * 60_000);

    for (const token of [ana.session.accessToken, ana.session.idToken]) {
      expect(await askMe(token)).toEqual({
        status: 401,
        body: { errors: [{ errorType: 'UnauthorizedException', message: 'Token has expired.' }] },
      });
    }
    const { accessToken } = await world().visitor.authenticateUser(ana.username);
    expect(await askMe(accessToken)).toMatchObject({ status: 200, body: { data: { me: { id: ana.id } } } });
  });

  it('answers a disabled person like a wrong password', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    await new Administrator(world().runtime).disableUser(bo);

    const disabled = await refused(world(), () => world().visitor.authenticateUser(bo.username));
    const wrong = await refused(world(), () => world().visitor.authenticateUser(ana.username, 'Wrong-Horse-7'));

    expect(disabled).toMatchObject({ type: 'Unauthorized', message: wrong.message, info: wrong.info });
  });
});
