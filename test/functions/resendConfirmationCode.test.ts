import { ResendConfirmationCodeCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from 'vitest';
import { resendConfirmationCode } from '../../functions/resendConfirmationCode/resendConfirmationCode.ts';
import { AccountWorld, exception } from './AccountWorld.ts';

const resend = (world: AccountWorld, username = 'ana') => resendConfirmationCode(world.deps)({ username });

describe('another code', () => {
  it('is asked for by the name', async () => {
    const world = new AccountWorld();
    world.cognito.on(ResendConfirmationCodeCommand).resolves({});

    await expect(resend(world)).resolves.toBe(true);

    expect(world.calls()).toMatchObject([{ input: { ClientId: 'client-1', Username: 'ana' } }]);
  });

  it.each([exception('UserNotFoundException'), exception('InvalidParameterException', 'User is already confirmed.')])(
    'is answered alike where there is nothing to send ($name)',
    async (refusal) => {
      const world = new AccountWorld();
      world.cognito.on(ResendConfirmationCodeCommand).rejects(refusal);

      await expect(resend(world)).resolves.toBe(true);
    },
  );

  it.each([
    ['LimitExceededException', 'LimitExceeded'],
    ['CodeDeliveryFailureException', 'Unavailable'],
    ['InvalidParameterException', 'BadRequest'],
  ])('that meets %s is %s', async (name, type) => {
    const world = new AccountWorld();
    world.cognito.on(ResendConfirmationCodeCommand).rejects(exception(name));

    await expect(resend(world)).rejects.toMatchObject({ type });
  });

  it('for a malformed username is refused before any call', async () => {
    const world = new AccountWorld();

    await expect(resend(world, 'a b')).rejects.toMatchObject({ type: 'BadRequest' });

    expect(world.calls()).toEqual([]);
  });
});
