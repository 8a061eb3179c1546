import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modPow } from '../../cognito/pool/modPow.ts';
import { padded } from '../../cognito/pool/srp.ts';
import { createWorld, password, power, srpClient } from './world.ts';

async function challengeOf(world: ReturnType<typeof createWorld>, username: string, srpA: string) {
  const answer = await world.call('InitiateAuth', {
    AuthFlow: 'USER_SRP_AUTH',
    AuthParameters: { USERNAME: username, SRP_A: srpA },
  });
  return answer['ChallengeParameters'] as Record<string, string>;
}

function claim(responses: Record<string, string>): Record<string, unknown> {
  return { ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses: responses };
}

describe('SRP sign-in', () => {
  it('lets in who knows the password, whatever the ephemeral values', async () => {
    const world = createWorld();
    await world.person('ana');
    await fc.assert(
      fc.asyncProperty(fc.bigInt({ min: 1n << 200n, max: 1n << 256n }), async (a) => {
        const client = srpClient(a);
        const challenge = await challengeOf(world, 'Ana', client.SRP_A);
        const answer = await world.call('RespondToAuthChallenge', claim(client.respond(challenge, password)));

        expect(answer['AuthenticationResult']).toMatchObject({ TokenType: 'Bearer', ExpiresIn: 1800 });
      }),
      { numRuns: 12 },
    );
  });

  it('refuses a wrong password, an answer given twice and one with another timestamp', async () => {
    const world = createWorld();
    await world.person('ana');
    const client = srpClient(12_345_678_901_234_567_890n);
    const wrong = client.respond(await challengeOf(world, 'ana', client.SRP_A), 'Wrong-horse-1');
    const right = client.respond(await challengeOf(world, 'ana', client.SRP_A), password);
    const other = client.respond(await challengeOf(world, 'ana', client.SRP_A), password);

    expect(await world.refusal('RespondToAuthChallenge', claim(wrong))).toBe(
      'NotAuthorizedException: Incorrect username or password.',
    );
    await world.call('RespondToAuthChallenge', claim(right));
    expect(await world.refusal('RespondToAuthChallenge', claim(right))).toMatch(
      /^NotAuthorizedException: Invalid session/,
    );
    expect(
      await world.refusal('RespondToAuthChallenge', claim({ ...other, TIMESTAMP: 'Mon Nov 23 14:47:17 UTC 2026' })),
    ).toBe('NotAuthorizedException: Incorrect username or password.');
  });

  it('refuses an A that the prime divides', async () => {
    const world = createWorld();
    for (const SRP_A of ['0', 'xyz']) {
      const AuthParameters = { USERNAME: 'ana', SRP_A };
      expect(await world.refusal('InitiateAuth', { AuthFlow: 'USER_SRP_AUTH', AuthParameters })).toMatch(
        /^InvalidParameterException/,
      );
    }
  });

  it('plays the same challenge for a name that nobody has, and refuses every answer to it', async () => {
    const world = createWorld();
    const client = srpClient(98_765_432_109_876_543_210n);
    const first = await challengeOf(world, 'nobody', client.SRP_A);
    const second = await challengeOf(world, 'NoBody', client.SRP_A);

    expect(second['SALT']).toBe(first['SALT']);
    expect(second['USER_ID_FOR_SRP']).toBe(first['USER_ID_FOR_SRP']);
    expect(second['SRP_B']).not.toBe(first['SRP_B']);
    expect(first['USER_ID_FOR_SRP']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(await world.refusal('RespondToAuthChallenge', claim(client.respond(first, password)))).toBe(
      'NotAuthorizedException: Incorrect username or password.',
    );
  });

  it('tells an unconfirmed user so only after the right password', async () => {
    const world = createWorld();
    const UserAttributes = [{ Name: 'email', Value: 'ana@example.com' }];
    await world.call('SignUp', { Username: 'ana', Password: password, UserAttributes });
    const client = srpClient(1_234_567_890n);

    const wrong = client.respond(await challengeOf(world, 'ana', client.SRP_A), 'Wrong-horse-1');
    expect(await world.refusal('RespondToAuthChallenge', claim(wrong))).toMatch(/^NotAuthorizedException/);
    const right = client.respond(await challengeOf(world, 'ana', client.SRP_A), password);
    expect(await world.refusal('RespondToAuthChallenge', claim(right))).toBe(
      'UserNotConfirmedException: User is not confirmed.',
    );
  });

  it('forgets a challenge after the time that the client gives it', async () => {
    const world = createWorld({ client: { AuthSessionValidity: 5 } });
    await world.person('ana');
    const client = srpClient(1_234_567_890n);
    const inTime = client.respond(await challengeOf(world, 'ana', client.SRP_A), password);
    const late = client.respond(await challengeOf(world, 'ana', client.SRP_A), password);
    world.clock.advance(4 * 60_000);
    await world.call('RespondToAuthChallenge', claim(inTime));
    world.clock.advance(60_001);

    expect(await world.refusal('RespondToAuthChallenge', claim(late))).toBe(
      'NotAuthorizedException: Invalid session for the user, session is expired.',
    );
  });
});

describe('modPow', () => {
  it('agrees with square and multiply', () => {
    const number = fc.bigInt({ min: 0n, max: 1n << 512n });
    fc.assert(
      fc.property(number, number, fc.bigInt({ min: 2n, max: 1n << 512n }), (base, exponent, modulus) => {
        expect(modPow(base, exponent, modulus)).toBe(power(base, exponent, modulus));
      }),
    );
  });
});

describe('padded', () => {
  it('writes a positive number in whole bytes with a clear sign bit', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 1n << 512n }), (value) => {
        const bytes = padded(value);
        expect(bytes[0]! & 0x80).toBe(0);
        expect(BigInt(`0x${bytes.toString('hex')}`)).toBe(value);
        expect(bytes.length === 1 || bytes[0] !== 0 || (bytes[1]! & 0x80) !== 0).toBe(true);
      }),
    );
  });
});
