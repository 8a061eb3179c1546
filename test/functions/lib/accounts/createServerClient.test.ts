import { InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { signInWithPassword } from '../../../../functions/lib/accounts/signInWithPassword.ts';
import { AccountWorld, exception, staleSecret, tokens } from '../../AccountWorld.ts';

const signIn = (world: AccountWorld) => signInWithPassword(world.deps, 'ana', 'Correct-Horse-7');

/** HMAC-SHA256 of `anaclient-1` by openssl, with the key named. */
const hashes = {
  'secret-1': 'XzthzeI1/IymSgiaiO1sxoRbqGGt6mJJ6I1WAg7/mrI=',
  'secret-2': 'ghPsEnU6NB5v9f7J4+pDbAbp+hILliWIPmXYHlwSWAo=',
};

describe('the confidential client', () => {
  it('signs in with the hash of name and client id', async () => {
    const world = new AccountWorld();
    world.cognito.on(InitiateAuthCommand).resolves({ AuthenticationResult: tokens });

    await signIn(world);

    expect(world.calls()).toEqual([
      {
        command: 'InitiateAuthCommand',
        input: {
          ClientId: 'client-1',
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: 'ana', PASSWORD: 'Correct-Horse-7', SECRET_HASH: hashes['secret-1'] },
        },
      },
    ]);
  });

  it('reads its secret once for the life of the function', async () => {
    const world = new AccountWorld();
    world.cognito.on(InitiateAuthCommand).resolves({ AuthenticationResult: tokens });

    await Promise.all([signIn(world), signIn(world)]);
    await signIn(world);

    expect(world.secretReads()).toBe(1);
    expect(world.secrets.commandCalls(GetSecretValueCommand)[0]?.args[0].input).toEqual({ SecretId: 'secret-arn' });
  });

  it.each([
    staleSecret,
    exception('ResourceNotFoundException', 'User pool client client-1 does not exist.'),
    exception('NotAuthorizedException', 'Invalid client secret for client-1'),
  ])('reads its secret again after $name: $message', async (refusal) => {
    const world = new AccountWorld();
    world.cognito.on(InitiateAuthCommand).rejectsOnce(refusal).resolves({ AuthenticationResult: tokens });
    await expect(
      world.deps.withServerClient(async ({ clientSecret }) => {
        world.useSecret('secret-2');
        return clientSecret;
      }),
    ).resolves.toBe('secret-1');

    await signIn(world);

    expect(world.secretReads()).toBe(2);
    expect(world.calls()[1]?.input).toHaveProperty('AuthParameters.SECRET_HASH', hashes['secret-2']);
  });

  it('is refused in the end where the secret is wrong as it stands', async () => {
    const world = new AccountWorld();
    world.cognito.on(InitiateAuthCommand).rejects(staleSecret);

    await expect(signIn(world)).rejects.toBe(staleSecret);

    expect(world.commands()).toHaveLength(2);
    expect(world.secretReads()).toBe(2);
  });

  it.each([
    exception('NotAuthorizedException', 'Incorrect username or password.'),
    exception('NotAuthorizedException', 'Password attempts exceeded'),
    exception('ResourceNotFoundException', 'User pool us-east-1_x does not exist.'),
    exception('UserNotFoundException'),
  ])('does not read its secret again after $name: $message', async (refusal) => {
    const world = new AccountWorld();
    world.cognito.on(InitiateAuthCommand).rejects(refusal);

    await expect(signIn(world)).rejects.toBe(refusal);

    expect(world.commands()).toHaveLength(1);
    expect(world.secretReads()).toBe(1);
  });

  it('asks for its secret again after a read that failed', async () => {
    const world = new AccountWorld();
    world.secrets.on(GetSecretValueCommand).rejectsOnce(new Error('throttled')).resolves({
      SecretString: '{"clientId":"client-1","clientSecret":"secret-1"}',
    });
    world.cognito.on(InitiateAuthCommand).resolves({ AuthenticationResult: tokens });

    await expect(signIn(world)).rejects.toThrow('throttled');
    await expect(signIn(world)).resolves.toBeDefined();
  });
});
