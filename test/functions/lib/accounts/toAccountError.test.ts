import { describe, expect, it } from 'vitest';
import { usernameRule, usernameTaken } from '../../../../domain/username.ts';
import { withDomainErrors } from '../../../../functions/lib/accounts/toAccountError.ts';
import { DomainError } from '../../../../functions/lib/lambda/DomainError.ts';
import { exception } from '../../AccountWorld.ts';

const throwing = (error: unknown) =>
  withDomainErrors(async () => {
    throw error;
  });

describe('the words of the API', () => {
  it.each([
    [usernameRule, 'BadRequest'],
    [usernameTaken, 'Conflict'],
  ])('for the trigger that says %s', async (text, type) => {
    const error = exception('UserLambdaValidationException', `PreSignUp failed with error ${text}.`);

    await expect(throwing(error)).rejects.toMatchObject({ type, message: text });
  });

  it.each([
    ['UsernameExistsException', 'Conflict', undefined],
    ['InvalidPasswordException', 'BadRequest', { reason: 'INVALID_PASSWORD' }],
    ['UserLambdaValidationException', 'Unavailable', undefined],
    ['InvalidParameterException', 'BadRequest', undefined],
    ['NotAuthorizedException', 'Unauthorized', undefined],
    ['UserNotFoundException', 'Unauthorized', undefined],
    ['UserNotConfirmedException', 'Forbidden', { reason: 'USER_NOT_CONFIRMED' }],
    ['PasswordResetRequiredException', 'Forbidden', { reason: 'PASSWORD_RESET_REQUIRED' }],
    ['CodeMismatchException', 'BadRequest', { reason: 'CODE_MISMATCH' }],
    ['ExpiredCodeException', 'BadRequest', { reason: 'CODE_EXPIRED' }],
    ['LimitExceededException', 'LimitExceeded', { retryAfterMs: 60_000 }],
    ['TooManyFailedAttemptsException', 'LimitExceeded', { retryAfterMs: 60_000 }],
    ['TooManyRequestsException', 'LimitExceeded', { retryAfterMs: 60_000 }],
    ['CodeDeliveryFailureException', 'Unavailable', undefined],
    ['InternalErrorException', 'Unavailable', undefined],
    ['UnexpectedLambdaException', 'Unavailable', undefined],
  ])('for %s are %s, and Cognito is not cited', async (name, type, info) => {
    const error: unknown = await throwing(exception(name)).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(DomainError);
    expect(error).toMatchObject({ type, info });
    expect((error as DomainError).message).not.toContain('Cognito');
  });

  it('for an unknown name and a wrong password are the same', async () => {
    const unknown: unknown = await throwing(exception('UserNotFoundException')).catch((error: unknown) => error);
    const wrong: unknown = await throwing(exception('NotAuthorizedException')).catch((error: unknown) => error);

    expect(JSON.stringify(unknown)).toBe(JSON.stringify(wrong));
    expect((unknown as Error).message).toBe((wrong as Error).message);
  });

  it.each([exception('InvalidUserPoolConfigurationException'), new Error('a bug'), new DomainError('NotFound', 'No.')])(
    'for $name are its own',
    async (error) => {
      await expect(throwing(error)).rejects.toBe(error);
    },
  );
});
