import { describe, expect, it } from 'vitest';
import { refused } from '../support/refused.ts';
import { useWorld } from '../support/useWorld.ts';
import { freshUsername } from '../support/Visitor.ts';

const world = useWorld();

const registered = async (): Promise<string> => {
  const username = freshUsername('ana');
  await world().visitor.registerUser({ username });
  return username;
};

const otherThan = (code: string): string => (code === '000000' ? '000001' : '000000');

describe('confirmUser', () => {
  it('lets the person sign in, write and be found', async () => {
    const { visitor } = world();
    const { bo } = await world().people('bo');
    const username = await registered();

    expect(await visitor.confirmUser(username, await visitor.codeFor(username))).toBe(true);

    const ana = await visitor.signsIn(username);
    expect((await bo.userByUsername(username))?.id).toBe(ana.id);
    expect(await bo.sendMessage(ana, 'Welcome.')).toMatchObject({ seq: 1 });
  });

  it.each(['12345', '1234567', 'abcdef', '', '１２３４５６'])('refuses the code %j', async (code) => {
    const username = await registered();

    const error = await refused(world(), () => world().visitor.confirmUser(username, code));

    expect(error).toMatchObject({ type: 'BadRequest', info: { reason: 'CODE_MISMATCH' } });
  });

  it('refuses a wrong code, and takes the right one after it', async () => {
    const { visitor } = world();
    const username = await registered();
    const code = await visitor.codeFor(username);

    const error = await refused(world(), () => visitor.confirmUser(username, otherThan(code)));

    expect(error).toMatchObject({ type: 'BadRequest', info: { reason: 'CODE_MISMATCH' } });
    expect(await visitor.confirmUser(username, code)).toBe(true);
  });

  it('refuses a name that nobody has', async () => {
    const error = await refused(world(), () => world().visitor.confirmUser(freshUsername('nobody'), '123456'));

    expect(error).toMatchObject({ type: 'BadRequest' });
  });

  it('answers Unavailable when the profile could not be stored, then true, and `me` heals', async () => {
    const { runtime, visitor } = world();
    const username = await registered();
    const code = await visitor.codeFor(username);
    runtime.dataPlane.injectFaults({ seed: 1, conflict: 1 });

    const first: unknown = await visitor.confirmUser(username, code).catch((error: unknown) => error);
    runtime.dataPlane.injectFaults(undefined);

    expect(first).toMatchObject({ type: 'Unavailable' });
    expect(await visitor.confirmUser(username, code)).toBe(true);
    const ana = await visitor.signsIn(username);
    expect(await ana.user(ana.id)).toBeNull();
    expect(await ana.me()).toMatchObject({ id: ana.id, username });
    expect(await ana.user(ana.id)).toMatchObject({ username });
  });
});
