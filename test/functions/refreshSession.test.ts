import { GetTokensFromRefreshTokenCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from 'vitest';
import { refreshSession } from '../../functions/refreshSession/refreshSession.ts';
import { accessToken, AccountWorld, anaId, exception, idToken, staleSecret, tokens } from './AccountWorld.ts';

const refresh = (world: AccountWorld) => refreshSession(world.deps)({ refreshToken: 'refresh-token' });

describe('a refreshed session', () => {
  it('has new tokens and keeps its refresh token', async () => {
    const world = new AccountWorld();
    world.cognito
      .on(GetTokensFromRefreshTokenCommand)
      .resolves({ AuthenticationResult: { ...tokens, RefreshToken: undefined } as unknown as typeof tokens });

    await expect(refresh(world)).resolves.toEqual({
      accessToken,
      idToken,
      refreshToken: null,
      expiresIn: 1800,
      tokenType: 'Bearer',
      userId: anaId,
    });
    expect(world.calls()).toEqual([
      {
        command: 'GetTokensFromRefreshTokenCommand',
        input: { RefreshToken: 'refresh-token', ClientId: 'client-1', ClientSecret: 'secret-1' },
      },
    ]);
  });

  it.each([
    exception('NotAuthorizedException', 'Refresh Token has been revoked'),
    exception('NotAuthorizedException', 'Invalid Refresh Token'),
    exception('UserNotFoundException'),
    exception('InvalidParameterException'),
    exception('RefreshTokenReuseException'),
  ])('is refused alike, whatever Cognito says ($name: $message)', async (refusal) => {
    const world = new AccountWorld();
    world.cognito.on(GetTokensFromRefreshTokenCommand).rejects(refusal);

    await expect(refresh(world)).rejects.toMatchObject({
      type: 'Unauthorized',
      message: 'Please sign in again.',
      info: undefined,
    });
    expect(world.secretReads()).toBe(1);
  });

  it('with a stale secret is asked for again with the new one', async () => {
    const world = new AccountWorld();
    world.cognito
      .on(GetTokensFromRefreshTokenCommand)
      .rejectsOnce(staleSecret)
      .resolves({ AuthenticationResult: tokens });

    await expect(refresh(world)).resolves.toMatchObject({ accessToken });
  });

  it.each([
    ['TooManyRequestsException', 'LimitExceeded'],
    ['InternalErrorException', 'Unavailable'],
  ])('that meets %s is %s', async (name, type) => {
    const world = new AccountWorld();
    world.cognito.on(GetTokensFromRefreshTokenCommand).rejects(exception(name));

    await expect(refresh(world)).rejects.toMatchObject({ type });
  });
});
