import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';
import { describe, expect, it } from 'vitest';
import { MessagingError, toMessagingError } from '../../sdk/src/errors.ts';

const entry = {
  message: 'You blocked this person.',
  errorType: 'Forbidden',
  errorInfo: { reason: 'YOU_BLOCKED' },
};

describe('an error', () => {
  it('of the SDK stays what it is', () => {
    const error = new MessagingError('NotFound', 'There is no such group.');

    expect(toMessagingError(error)).toBe(error);
  });

  it.each([
    ['Amplify', { data: null, errors: [entry] }],
    ['Apollo', new CombinedGraphQLErrors({ errors: [entry] } as never)],
    [
      'Apollo with an HTTP status',
      new ServerError('Refused', {
        response: new Response(null, { status: 401 }),
        bodyText: JSON.stringify({ errors: [entry] }),
      }),
    ],
    ['a wrapper', new Error('Wrapped.', { cause: { errors: [entry] } })],
  ])('of %s carries type and reason', (_, error) => {
    expect(toMessagingError(error)).toMatchObject({ type: 'Forbidden', reason: 'YOU_BLOCKED', isRetryable: false });
  });

  it.each([
    ['UnauthorizedException', 'Unauthorized', false],
    ['ValidationError', 'BadRequest', false],
    ['Lambda:Unhandled', 'Internal', true],
    ['TooManyRequestsException', 'Unavailable', true],
  ])('of AppSync itself, %s, is %s', (errorType, type, isRetryable) => {
    expect(toMessagingError({ errors: [{ message: 'No.', errorType }] })).toMatchObject({ type, isRetryable });
  });

  it('of fetch is one of the network', () => {
    const cause = new TypeError('fetch failed');

    expect(toMessagingError(cause)).toMatchObject({ type: 'Network', cause, isRetryable: true });
    expect(toMessagingError({ errors: [{ message: 'Network Error', originalError: cause }] })).toMatchObject({
      type: 'Network',
    });
  });

  it('of a limit may be repeated when the server says after how long', () => {
    const errorType = 'LimitExceeded';
    const tooOften = { errors: [{ message: 'Later.', errorType, errorInfo: { retryAfterMs: 1000 } }] };
    const tooMuch = { errors: [{ message: 'Less.', errorType, errorInfo: { limit: 8192 } }] };

    expect(toMessagingError(tooOften)).toMatchObject({ retryAfterMs: 1000, isRetryable: true });
    expect(toMessagingError(tooMuch)).toMatchObject({ limit: 8192, isRetryable: false });
  });
});
