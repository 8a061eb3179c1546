import { describe, expect, it } from 'vitest';
import { refused } from '../support/refused.ts';
import { useWorld } from '../support/useWorld.ts';
import { aPassword } from '../support/Visitor.ts';

const world = useWorld();

const minutes = 60_000;

describe('refreshSession', () => {
  it('gives tokens that go on where the old ones end, and keeps the refresh token good', async () => {
    const { visitor, runtime } = world();
    const { ana } = await world().people('ana');
    const { accessToken, refreshToken } = ana.session;
    runtime.clock.advance(31 * minutes);

    const session = await visitor.refreshSession(refreshToken ?? '');

    expect(session).toMatchObject({ userId: ana.id, refreshToken: null, expiresIn: 1800, tokenType: 'Bearer' });
    expect(session.accessToken).not.toBe(accessToken);
    await expect(ana.me()).rejects.toMatchObject({ type: 'UnauthorizedException' });
    ana.session = session;
    expect(await ana.me()).toMatchObject({ id: ana.id });
    expect(await visitor.refreshSession(refreshToken ?? '')).toMatchObject({ userId: ana.id });
  });

  it.each([
    ['an access token', (session: { accessToken: string }) => session.accessToken],
    ['garbage', () => 'garbage'],
    ['nothing', () => ''],
  ])('refuses %s', async (_name, toToken) => {
    const { ana } = await world().people('ana');

    const error = await refused(world(), () => world().visitor.refreshSession(toToken(ana.session)));

    expect(error).toMatchObject({ type: 'Unauthorized', info: null });
  });

  it('refuses a token that the web client issued', async () => {
    const { visitor, runtime } = world();
    const { ana } = await world().people('ana');
    const fromWebClient = await runtime.userPools.call('InitiateAuth', {
      ClientId: runtime.webClientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: ana.session.refreshToken },
    });
    expect(fromWebClient.status).toBe(400);

    const error = await refused(world(), () => visitor.refreshSession(`${ana.session.refreshToken ?? ''}x`));

    expect(error).toMatchObject({ type: 'Unauthorized' });
  });

  it('refuses a token of a session that was signed out', async () => {
    const { visitor } = world();
    const { ana } = await world().people('ana');
    const { refreshToken } = ana.session;
    await ana.signOut();

    const error = await refused(world(), () => visitor.refreshSession(refreshToken ?? ''));

    expect(error).toMatchObject({ type: 'Unauthorized' });
    expect(await visitor.authenticateUser(ana.username, aPassword)).toMatchObject({ userId: ana.id });
  });
});
