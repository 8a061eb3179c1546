import { ForgotPasswordCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from 'vitest';
import { forgotPassword } from '../../functions/forgotPassword/forgotPassword.ts';
import { AccountWorld, exception, staleSecret } from './AccountWorld.ts';

const forget = (world: AccountWorld, username = 'ana') => forgotPassword(world.deps)({ username });

describe('a forgotten password', () => {
  it('is told to Cognito by the name', async () => {
    const world = new AccountWorld();
    world.cognito.on(ForgotPasswordCommand).resolves({});

    await expect(forget(world)).resolves.toBe(true);

    expect(world.calls()).toMatchObject([{ input: { ClientId: 'client-1', Username: 'ana' } }]);
  });

  it.each(['UserNotFoundException', 'InvalidParameterException', 'NotAuthorizedException'])(
    'is answered alike where there is nobody to mail to (%s)',
    async (name) => {
      const world = new AccountWorld();
      world.cognito.on(ForgotPasswordCommand).rejects(exception(name));

      await expect(forget(world)).resolves.toBe(true);
    },
  );

  it('with a stale secret is told again with the new one', async () => {
    const world = new AccountWorld();
    world.cognito.on(ForgotPasswordCommand).rejectsOnce(staleSecret).resolves({});

    await expect(forget(world)).resolves.toBe(true);

    expect(world.commands()).toHaveLength(2);
  });

  it('that is told too often is refused', async () => {
    const world = new AccountWorld();
    world.cognito.on(ForgotPasswordCommand).rejects(exception('LimitExceededException'));

    await expect(forget(world)).rejects.toMatchObject({ type: 'LimitExceeded', info: { retryAfterMs: 60_000 } });
  });

  it('of a malformed username is refused before any call', async () => {
    const world = new AccountWorld();

    await expect(forget(world, 'a b')).rejects.toMatchObject({ type: 'BadRequest' });

    expect(world.calls()).toEqual([]);
  });
});
