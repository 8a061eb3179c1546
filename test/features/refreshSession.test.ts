import { describe, expect, it } from 'vitest';
import type { Person } from '../support/Person.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

const minutes = 60_000;
const days = 24 * 60 * minutes;

const refreshTokenOf = ({ session }: Person): string => {
  if (session.refreshToken == null) throw new Error('The sign-in gave no refresh token.');
  return session.refreshToken;
};

const assertDead = async (refreshToken: string): Promise<void> => {
  await expect(world().visitor.refreshSession(refreshToken)).rejects.toMatchObject({
    type: 'Unauthorized',
    info: null,
  });
};

/** The same sign-in with other tokens. */
const refreshed = async (person: Person): Promise<Person> => {
  person.session = await world().visitor.refreshSession(refreshTokenOf(person));
  return person;
};

describe('refreshSession', () => {
  it('gives new tokens of the same person and leaves the refresh token as it is', async () => {
    const { ana } = await world().people('ana');
    const refreshToken = refreshTokenOf(ana);

    const session = await world().visitor.refreshSession(refreshToken);

    expect(session).toMatchObject({ refreshToken: null, expiresIn: 1800, tokenType: 'Bearer', userId: ana.id });
    expect(session.accessToken).not.toBe(ana.session.accessToken);
    await expect(world().visitor.refreshSession(refreshToken)).resolves.toMatchObject({ userId: ana.id });
  });

  it('lets a person go on whose tokens have ended: ask, send and hear', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    world().runtime.clock.advance(31 * minutes);
    await expect(ana.me()).rejects.toMatchObject({ type: 'UnauthorizedException' });

    await refreshed(ana);
    await refreshed(bo);

    const inbox = await bo.onMessage();
    const message = await ana.sendMessage(bo, 'still here');
    expect(await inbox.next()).toEqual(message);
    expect(await ana.me()).toMatchObject({ id: ana.id });
    inbox.close();
  });

  it('refuses a refresh token after its 30 days', async () => {
    const { ana } = await world().people('ana');
    world().runtime.clock.advance(29 * days);
    await expect(world().visitor.refreshSession(refreshTokenOf(ana))).resolves.toMatchObject({ userId: ana.id });
    world().runtime.clock.advance(2 * days);

    await assertDead(refreshTokenOf(ana));
  });

  it('refuses every refresh token from before a sign-out, on every device', async () => {
    const { ana } = await world().people('ana');
    const other = await world().visitor.signsIn(ana.username);
    await ana.signOut();

    await assertDead(refreshTokenOf(ana));
    await assertDead(refreshTokenOf(other));
    const anew = await world().visitor.signsIn(ana.username);
    await expect(world().visitor.refreshSession(refreshTokenOf(anew))).resolves.toMatchObject({ userId: ana.id });
  });

  it('does not bring a sign-out to an end: what was refreshed before is refused like the rest', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    await refreshed(ana);
    await (await world().visitor.signsIn(ana.username)).signOut();

    await expect(ana.sendMessage(bo, 'no')).rejects.toMatchObject({ type: 'Unauthorized' });
  });

  it('leaves one session alone when another one of the person is refreshed', async () => {
    const { ana } = await world().people('ana');
    const other = await world().visitor.signsIn(ana.username);

    await refreshed(ana);

    expect(await other.me()).toEqual(await ana.me());
    await expect(world().visitor.refreshSession(refreshTokenOf(other))).resolves.toMatchObject({ userId: ana.id });
  });

  it.each([
    ['garbage', () => 'garbage'],
    ['an empty text', () => ''],
    ['an access token', ({ session }: Person) => session.accessToken],
    ['an id token', ({ session }: Person) => session.idToken],
    ['a refresh token cut short', (person: Person) => refreshTokenOf(person).slice(0, -4)],
    ['five dots and no content', () => '....'],
  ])('refuses %s for a refresh token', async (_, forge) => {
    const { ana } = await world().people('ana');

    await expect(world().visitor.refreshSession(forge(ana))).rejects.toMatchObject({ type: 'Unauthorized' });
  });
});
