import { describe, expect, it } from 'vitest';
import { Administrator } from '../support/Administrator.ts';
import type { MessagingError } from '../support/MessagingError.ts';
import { operations } from '../support/operations.ts';
import { post } from '../support/post.ts';
import { refused } from '../support/refused.ts';
import { useWorld } from '../support/useWorld.ts';
import { aPassword, freshUsername } from '../support/Visitor.ts';

const world = useWorld();

const told = ({ type, message, info }: MessagingError) => ({ type, message, info });

describe('authenticateUser', () => {
  it('gives tokens of 30 minutes, of which the API takes both, with and without Bearer', async () => {
    const { ana } = await world().people('ana');

    const session = await world().visitor.authenticateUser(ana.username.toUpperCase());

    expect(session).toMatchObject({ userId: ana.id, expiresIn: 1800, tokenType: 'Bearer' });
    for (const token of [session.accessToken, session.idToken, `Bearer ${session.accessToken}`]) {
      const headers = { authorization: token };
      const { data } = await post(world().endpoints.graphqlUrl, { headers, query: operations.me });
      expect(data?.['me']).toMatchObject({ id: ana.id });
    }
  });

  it('tells an unknown name, a wrong password and a disabled account alike', async () => {
    const { visitor, runtime } = world();
    const { ana, bo } = await world().people('ana', 'bo');
    await new Administrator(runtime).disableUser(bo);

    const wrong = await refused(world(), () => visitor.authenticateUser(ana.username, 'Wrong-Horse-7'));
    const unknown = await refused(world(), () => visitor.authenticateUser(freshUsername('nobody')));
    const disabled = await refused(world(), () => visitor.authenticateUser(bo.username));

    expect(told(wrong)).toMatchObject({ type: 'Unauthorized' });
    expect(told(unknown)).toEqual(told(wrong));
    expect(told(disabled)).toEqual(told(wrong));
  });

  it('tells who knows the password that the confirmation is missing, and nobody else', async () => {
    const { visitor } = world();
    const username = freshUsername('ana');
    await visitor.registerUser({ username });

    const right = await refused(world(), () => visitor.authenticateUser(username));
    const wrong = await refused(world(), () => visitor.authenticateUser(username, 'Wrong-Horse-7'));

    expect(right).toMatchObject({ type: 'Forbidden', info: { reason: 'USER_NOT_CONFIRMED' } });
    expect(wrong).toMatchObject({ type: 'Unauthorized' });
  });

  it.each(['no name', '', '__proto__ ', 'x'.repeat(65)])('refuses the username %j', async (username) => {
    const error = await refused(world(), () => world().visitor.authenticateUser(username));

    expect(error).toMatchObject({ type: 'BadRequest' });
  });

  it('locks the name for a while after wrong passwords, in the words for a wrong one', async () => {
    const { visitor, runtime } = world();
    const { ana } = await world().people('ana');
    const wrong = () => visitor.authenticateUser(ana.username, 'Wrong-Horse-7').catch((error: unknown) => error);
    const first = (await wrong()) as MessagingError;
    for (let count = 0; count < 5; count += 1) await wrong();

    const locked = await refused(world(), () => visitor.authenticateUser(ana.username));

    expect(told(locked)).toEqual(told(first));
    runtime.clock.advance(15 * 60_000);
    expect(await visitor.authenticateUser(ana.username)).toMatchObject({ userId: ana.id });
  });

  it('takes a password with every character there is', async () => {
    const { visitor } = world();
    const username = freshUsername('ana');
    const password = 'Aa1 {"S":"x"} é😀 #pk = :pk';
    await visitor.registerUser({ username, password });
    await visitor.confirmUser(username, await visitor.codeFor(username));

    await expect(visitor.signsIn(username, password)).resolves.toMatchObject({ username });
    await expect(visitor.signsIn(username, aPassword)).rejects.toMatchObject({ type: 'Unauthorized' });
  });
});
