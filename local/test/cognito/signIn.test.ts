import { createLocalJWKSet, decodeJwt, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import {
  clientSecret,
  confidentialClientId,
  createWorld,
  legacyClientId,
  password,
  passwordAuth,
  poolId,
  publicClientId,
  secretHash,
  type Tokens,
} from './world.ts';

const issuer = `http://localhost:20002/${poolId}`;

describe('tokens', () => {
  it('are verified by the keys of the pool and say what the service says', async () => {
    const world = createWorld();
    const sub = await world.person('ana');
    await world.admin('AdminAddUserToGroup', { Username: 'ana', GroupName: 'admins' });
    const tokens = await world.signIn('ANA');
    const keys = createLocalJWKSet(world.pools.jwks(poolId));

    const access = await jwtVerify(tokens.AccessToken, keys, { issuer, algorithms: ['RS256'] });
    const id = await jwtVerify(tokens.IdToken, keys, { issuer, audience: publicClientId });
    const uuid: unknown = expect.stringMatching(/^[0-9a-f-]{36}$/);
    const second: unknown = expect.any(Number);
    const shared = {
      sub,
      'cognito:groups': ['admins'],
      iss: issuer,
      origin_jti: uuid,
      event_id: uuid,
      jti: uuid,
      auth_time: second,
      iat: second,
      exp: second,
    };
    expect(access.payload).toEqual({
      ...shared,
      token_use: 'access',
      client_id: publicClientId,
      scope: 'aws.cognito.signin.user.admin',
      username: 'ana',
    });
    expect(id.payload).toEqual({
      ...shared,
      token_use: 'id',
      aud: publicClientId,
      'cognito:username': 'ana',
      email: 'ana@example.com',
      email_verified: true,
    });
    expect(access.payload.exp! - access.payload.iat!).toBe(1_800);
    expect(world.pools.issuer(poolId)).toBe(issuer);
    expect(JSON.stringify(world.pools.jwks(poolId))).not.toContain('"d"');
  });
});

describe('a wrong password', () => {
  it('locks the name after five, for a second that doubles up to 15 minutes', async () => {
    const world = createWorld();
    await world.person('ana');
    const wrong = 'NotAuthorizedException: Incorrect username or password.';
    const exceeded = 'NotAuthorizedException: Password attempts exceeded';
    for (let guess = 0; guess < 4; guess += 1) {
      expect(await world.refusal('InitiateAuth', passwordAuth('ana', 'Wrong-1'))).toBe(wrong);
    }
    for (let lock = 1; lock <= 900; lock = lock === 512 ? 900 : lock * 2) {
      expect(await world.refusal('InitiateAuth', passwordAuth('ANA', 'Wrong-1'))).toBe(wrong);
      world.clock.advance(1_000 * lock - 900);
      expect(await world.refusal('InitiateAuth', passwordAuth('ana'))).toBe(exceeded);
      world.clock.advance(900);
      if (lock === 900) break;
    }

    await world.call('InitiateAuth', passwordAuth('ana'));
    expect(await world.refusal('InitiateAuth', passwordAuth('ana', 'Wrong-1'))).toBe(wrong);
    await world.call('InitiateAuth', passwordAuth('ana'));
  });

  it('is said like a name that nobody has', async () => {
    const world = createWorld();
    await world.person('ana');

    expect(await world.refusal('InitiateAuth', passwordAuth('ana', 'Wrong-1'))).toBe(
      await world.refusal('InitiateAuth', passwordAuth('nobody')),
    );
  });
});

describe('a sign-in', () => {
  it('is refused to the unconfirmed, the disabled and those who have to reset, after the right password only', async () => {
    const world = createWorld();
    const UserAttributes = [{ Name: 'email', Value: 'bo@example.com' }];
    await world.call('SignUp', { Username: 'bo', Password: password, UserAttributes });
    await world.person('ana');
    await world.admin('AdminDisableUser', { Username: 'ana' });

    expect(await world.refusal('InitiateAuth', passwordAuth('bo'))).toBe(
      'UserNotConfirmedException: User is not confirmed.',
    );
    expect(await world.refusal('InitiateAuth', passwordAuth('ana'))).toBe('NotAuthorizedException: User is disabled.');
    for (const name of ['ana', 'bo']) {
      expect(await world.refusal('InitiateAuth', passwordAuth(name, 'Wrong-1'))).toBe(
        'NotAuthorizedException: Incorrect username or password.',
      );
    }
    await world.admin('AdminEnableUser', { Username: 'ana' });
    await world.signIn('ana');
  });

  it('uses only the flows of the client', async () => {
    const world = createWorld({ client: { ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH'] } });

    expect(await world.refusal('InitiateAuth', passwordAuth('ana'))).toBe(
      'InvalidParameterException: USER_PASSWORD_AUTH flow not enabled for this client',
    );
    expect(await world.refusal('GetTokensFromRefreshToken', { RefreshToken: 'x' })).toBe(
      'InvalidParameterException: Refresh Token flow not enabled for this client',
    );
    const srp = { AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: 'ana', SRP_A: '2' } };
    expect(await world.refusal('InitiateAuth', srp)).toBe(
      'InvalidParameterException: USER_SRP_AUTH is not enabled for the client.',
    );
    expect(await world.refusal('InitiateAuth', { AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' })).toBe(
      'InvalidParameterException: Initiate Auth method not supported.',
    );
    expect(await world.refusal('InitiateAuth', { AuthFlow: 'CUSTOM_AUTH' })).toMatch(
      /^UnsupportedFeatureError: .*CUSTOM_AUTH/,
    );
  });

  it('names the parameter that is missing', async () => {
    const input = { AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: 'ana' } };

    expect(await createWorld().refusal('InitiateAuth', input)).toBe(
      'InvalidParameterException: Missing required parameter PASSWORD',
    );
  });
});

describe('a refresh', () => {
  it('gives new tokens of the same sign-in, and no new refresh token', async () => {
    const world = createWorld();
    await world.person('ana');
    const first = await world.signIn('ana');
    world.clock.advance(86_400_000);
    const answer = await world.call('GetTokensFromRefreshToken', { RefreshToken: first.RefreshToken });
    const again = await world.call('InitiateAuth', {
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: first.RefreshToken },
    });

    for (const { AuthenticationResult } of [answer, again]) {
      const second = AuthenticationResult as Tokens;
      expect(Object.keys(second).toSorted()).toEqual(['AccessToken', 'ExpiresIn', 'IdToken', 'TokenType']);
      const before = decodeJwt(first.AccessToken);
      const after = decodeJwt(second.AccessToken);
      expect(after['origin_jti']).toBe(before['origin_jti']);
      expect(after['auth_time']).toBe(before['auth_time']);
      expect(after.exp! - before.exp!).toBe(86_400);
    }
  });

  it('works at the client that issued the token, while it lives', async () => {
    const world = createWorld();
    await world.person('ana');
    const { RefreshToken } = await world.signIn('ana');

    expect(await world.refusal('GetTokensFromRefreshToken', { RefreshToken, ClientId: legacyClientId })).toBe(
      'NotAuthorizedException: Invalid Refresh Token',
    );
    expect(await world.refusal('GetTokensFromRefreshToken', { RefreshToken: `${RefreshToken}x` })).toBe(
      'NotAuthorizedException: Invalid Refresh Token',
    );
    world.clock.advance(30 * 86_400_000);
    expect(await world.refusal('GetTokensFromRefreshToken', { RefreshToken })).toBe(
      'NotAuthorizedException: Refresh Token has expired',
    );
  });

  it('asks a confidential client for its secret, or for its hash', async () => {
    const world = createWorld();
    await world.person('ana');
    const ClientId = confidentialClientId;
    const auth = {
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'ANA', PASSWORD: password, SECRET_HASH: secretHash('ANA') },
    };
    const { AuthenticationResult } = await world.call('InitiateAuth', auth);
    const { RefreshToken } = AuthenticationResult as Tokens;

    expect(await world.refusal('GetTokensFromRefreshToken', { RefreshToken, ClientId })).toBe(
      `NotAuthorizedException: Client ${ClientId} is configured for secret but secret was not received`,
    );
    expect(await world.refusal('GetTokensFromRefreshToken', { RefreshToken, ClientId, ClientSecret: 'other' })).toBe(
      `NotAuthorizedException: Unable to verify secret hash for client ${ClientId}`,
    );
    await world.call('GetTokensFromRefreshToken', { RefreshToken, ClientId, ClientSecret: clientSecret });
    const refresh = { ClientId, AuthFlow: 'REFRESH_TOKEN' };
    await world.call('InitiateAuth', {
      ...refresh,
      AuthParameters: { REFRESH_TOKEN: RefreshToken, SECRET_HASH: secretHash('ana') },
    });
    expect(await world.refusal('RevokeToken', { Token: RefreshToken, ClientId })).toBe(
      'UnauthorizedException: Invalid client or secret',
    );
    await world.call('RevokeToken', { Token: RefreshToken, ClientId, ClientSecret: clientSecret });
  });
});

describe('a sign-out', () => {
  const revoked = 'NotAuthorizedException: Access Token has been revoked';
  const refreshRevoked = 'NotAuthorizedException: Refresh Token has been revoked';

  it('by RevokeToken ends that sign-in alone', async () => {
    const world = createWorld();
    await world.person('ana');
    const phone = await world.signIn('ana');
    const laptop = await world.signIn('ana');
    await world.call('RevokeToken', { Token: phone.RefreshToken });
    await world.call('RevokeToken', { Token: phone.RefreshToken });

    expect(await world.refusal('GetUser', { AccessToken: phone.AccessToken })).toBe(revoked);
    expect(await world.refusal('GetTokensFromRefreshToken', { RefreshToken: phone.RefreshToken })).toBe(refreshRevoked);
    await world.call('GetUser', { AccessToken: laptop.AccessToken });
    await world.call('GetTokensFromRefreshToken', { RefreshToken: laptop.RefreshToken });
  });

  it.each(['GlobalSignOut', 'AdminUserGlobalSignOut', 'AdminDisableUser'])('by %s ends all', async (operation) => {
    const world = createWorld();
    await world.person('ana');
    const phone = await world.signIn('ana');
    const laptop = await world.signIn('ana');
    if (operation === 'GlobalSignOut') await world.call(operation, { AccessToken: phone.AccessToken });
    else await world.admin(operation, { Username: 'ana' });
    if (operation === 'AdminDisableUser') await world.admin('AdminEnableUser', { Username: 'ana' });

    for (const { AccessToken, RefreshToken } of [phone, laptop]) {
      expect(await world.refusal('GetUser', { AccessToken })).toBe(revoked);
      expect(await world.refusal('GetTokensFromRefreshToken', { RefreshToken })).toBe(refreshRevoked);
    }
    const { AccessToken } = await world.signIn('ana');
    await world.call('GetUser', { AccessToken });
  });
});

describe('an access token', () => {
  it('is refused unless the pool signed it, it is one, and it has not expired', async () => {
    const world = createWorld();
    const sub = await world.person('ana');
    const { AccessToken, IdToken } = await world.signIn('ana');
    const [header = '', payload = '', signature = ''] = AccessToken.split('.');
    const { privateKey } = await generateKeyPair('RS256');
    const { kid } = world.pools.jwks(poolId).keys[0]!;
    const forged = await new SignJWT({ ...decodeJwt(AccessToken), sub })
      .setProtectedHeader({ alg: 'RS256', kid: kid! })
      .sign(privateKey);
    const none = `${Buffer.from(JSON.stringify({ alg: 'none', kid })).toString('base64url')}.${payload}.`;

    expect(await world.refusal('GetUser', { AccessToken: forged })).toBe(
      'NotAuthorizedException: Could not verify signature for Access Token',
    );
    for (const token of [IdToken, none, 'junk', `${header}.${payload}`, `${header}.e30.${signature}`]) {
      expect(await world.refusal('GetUser', { AccessToken: token })).toMatch(/^NotAuthorizedException: /);
    }
    world.clock.advance(1_800_000);
    expect(await world.refusal('GetUser', { AccessToken })).toBe('NotAuthorizedException: Access Token has expired');
  });
});
