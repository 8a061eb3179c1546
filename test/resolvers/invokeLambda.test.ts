import { describe, expect, it } from 'vitest';
import { anaId, anaSignedInAt, resolverId } from '../support/aResolverContext.ts';
import { BundledResolver, errorOf, valueOf } from './BundledResolver.ts';

const code = new BundledResolver('lib/invokeLambda', 'Mutation.sendMessage');

describe('the resolver of a Lambda', () => {
  it('sends the arguments, and the caller from the token', () => {
    const args = { input: { text: 'Hello', senderId: 'another user' } };

    expect(valueOf(code.request({ args }))).toEqual({
      operation: 'Invoke',
      payload: { arguments: args, caller: { userId: anaId, username: 'ana', authTime: anaSignedInAt } },
    });
  });

  it('sends no caller when no user is signed in', () => {
    expect(valueOf(code.request({ identity: null }))).toHaveProperty('payload.caller', null);
  });

  it.each([{ id: 1 }, [], true, false, null, ''])('answers with the result %j', (result) => {
    expect(valueOf(code.response({ result: { result } }))).toEqual(result);
  });

  it.each([
    [{ type: 'Conflict', message: 'Used.', info: { limit: 1 } }, { limit: 1 }],
    [{ type: 'RecipientUnavailable', message: 'This user cannot be reached.' }, null],
  ])('turns the refusal %j into an error of the field', (error, errorInfo) => {
    expect(errorOf(code.response({ result: { error } }))).toEqual({
      message: error.message,
      errorType: error.type,
      data: null,
      errorInfo,
    });
  });

  it.each([
    { type: 'Lambda:Unhandled', message: 'TypeError: Cannot read properties of undefined (reading table/Users)' },
    { type: 'Lambda:ExecutionTimeoutException', message: 'Execution timed out.' },
  ])('hides $type', (error) => {
    const evaluation = code.response({ result: null, error });

    expect(errorOf(evaluation)).toEqual({
      message: 'Something went wrong on our side.',
      errorType: 'Internal',
      data: null,
      errorInfo: { requestId: resolverId },
    });
    expect(evaluation.logs[0]?.text).toContain(error.message);
  });

  it('is Unavailable when the function is throttled', () => {
    const error = { type: 'Lambda:TooManyRequestsException', message: 'Rate Exceeded.' };

    expect(errorOf(code.response({ result: null, error }))).toMatchObject({
      errorType: 'Unavailable',
      errorInfo: null,
    });
  });
});
