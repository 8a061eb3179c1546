import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AdminGetUserCommand,
  ConfirmSignUpCommand,
  GetUserCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { decodeJwt } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import { UnsupportedFeatureError } from '../../base/UnsupportedFeatureError.ts';
import { aResource, createWorld, password, passwordAuth, poolId, publicClientId, serve } from './world.ts';

const folders: string[] = [];

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cognito-'));
  folders.push(folder);
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe('the service’s SDK', () => {
  it('signs up, confirms and signs in, and throws the refusals by name', async () => {
    const world = createWorld();
    const server = await serve(world.pools);
    const { client } = server;
    try {
      const ClientId = publicClientId;
      const UserAttributes = [{ Name: 'email', Value: 'ana@example.com' }];
      const auth = {
        ClientId,
        AuthFlow: 'USER_PASSWORD_AUTH' as const,
        AuthParameters: { USERNAME: 'ana', PASSWORD: password },
      };
      await client.send(new SignUpCommand({ ClientId, Username: 'ana', Password: password, UserAttributes }));
      await expect(client.send(new InitiateAuthCommand(auth))).rejects.toMatchObject({
        name: 'UserNotConfirmedException',
        message: 'User is not confirmed.',
        $metadata: { httpStatusCode: 400 },
      });
      await client.send(new ConfirmSignUpCommand({ ClientId, Username: 'ana', ConfirmationCode: world.code() }));
      const { AuthenticationResult } = await client.send(new InitiateAuthCommand(auth));
      const { Username } = await client.send(new GetUserCommand({ AccessToken: AuthenticationResult?.AccessToken }));
      const user = await client.send(new AdminGetUserCommand({ UserPoolId: poolId, Username: 'ana' }));

      expect(Username).toBe('ana');
      expect(user.UserStatus).toBe('CONFIRMED');
      expect(Math.abs(Date.now() - user.UserCreateDate!.getTime())).toBeLessThan(60_000);
    } finally {
      server.stop();
    }
  });
});

describe('a later start', () => {
  it('knows users, sessions, keys, mails and locks again, at another port', async () => {
    const dataDir = aFolder();
    const first = createWorld({ dataDir });
    const sub = await first.person('ana');
    const { RefreshToken, IdToken } = await first.signIn('ana');
    const { RefreshToken: revoked } = await first.signIn('ana');
    await first.call('RevokeToken', { Token: revoked });
    for (let guess = 0; guess < 12; guess += 1) {
      await first.refusal('InitiateAuth', passwordAuth('bo', 'Wrong-1'));
      first.clock.advance(1_000 * 2 ** Math.max(guess - 4, 0));
    }
    await first.refusal('InitiateAuth', passwordAuth('bo', 'Wrong-1'));
    first.close();
    const second = createWorld({ dataDir, origin: 'http://localhost:4000' });
    second.clock.set(first.clock.now());

    expect(decodeJwt((await second.signIn('ana')).IdToken)).toMatchObject({
      sub,
      iss: `http://localhost:4000/${poolId}`,
    });
    expect(second.pools.jwks(poolId)).toEqual(first.pools.jwks(poolId));
    expect(second.pools.mails()).toEqual(first.pools.mails());
    await second.call('GetTokensFromRefreshToken', { RefreshToken });
    expect(await second.refusal('GetTokensFromRefreshToken', { RefreshToken: revoked })).toMatch(/revoked$/);
    expect(await second.refusal('InitiateAuth', passwordAuth('bo'))).toMatch(/Password attempts exceeded$/);
    expect(decodeJwt(IdToken).iss).toBe(`http://localhost:20002/${poolId}`);
    second.close();
  });

  it('finds neither passwords, refresh tokens nor the origin in the files', async () => {
    const dataDir = aFolder();
    const world = createWorld({ dataDir });
    await world.person('ana');
    const { RefreshToken, AccessToken } = await world.signIn('ana');
    world.close();

    const files = readdirSync(dataDir).map((name) => readFileSync(join(dataDir, name), 'utf8'));
    expect(files.join('')).toContain('"verifier"');
    for (const secret of [password, RefreshToken, AccessToken, 'localhost', '20002"']) {
      expect(files.join('')).not.toContain(secret);
    }
  });
});

describe('the mails', () => {
  it('are the last thousand, newest first', async () => {
    const world = createWorld();
    const UserAttributes = [{ Name: 'email', Value: 'ana@example.com' }];
    const { UserSub } = await world.call('SignUp', { Username: 'ana', Password: password, UserAttributes });
    for (let mail = 1; mail < 1_003; mail += 1) {
      await world.call('ResendConfirmationCode', { Username: 'ana' });
      world.clock.advance(3_600_000);
    }
    const mails = world.pools.mails();

    expect(mails).toHaveLength(1_000);
    expect(mails.map(({ sentAt }) => sentAt)).toEqual(
      mails
        .map(({ sentAt }) => sentAt)
        .toSorted()
        .toReversed(),
    );
    expect(UserSub).toBeDefined();
  });
});

describe('a template that asks for more', () => {
  it.each([
    ['an unknown setting', { pool: { UserPoolAddOns: {} } }],
    ['second factors', { pool: { MfaConfiguration: 'ON' } }],
    ['phone numbers', { pool: { AutoVerifiedAttributes: ['phone_number'] } }],
    ['other triggers', { pool: { LambdaConfig: { CustomMessage: 'arn' } } }],
    ['other token triggers', { pool: { LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V2_0' } } } }],
    ['confirmation by link', { pool: { VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_LINK' } } }],
    ['rotation', { client: { RefreshTokenRotation: { Feature: 'ENABLED' } } }],
    ['tokens for good', { client: { EnableTokenRevocation: false } }],
    ['federation', { client: { SupportedIdentityProviders: ['Google'] } }],
    ['hosted pages', { extra: [aResource('AWS::Cognito::UserPoolDomain', 'domain', {})] }],
  ])('is refused: %s', (_, options) => {
    expect(() => createWorld(options)).toThrow(UnsupportedFeatureError);
  });
});
