import { describe, expect, it } from 'vitest';
import { anaId } from '../support/aResolverContext.ts';
import { BundledResolver, errorOf, valueOf } from './BundledResolver.ts';

const code = new BundledResolver('Mutation.signOut');

describe('Mutation.signOut', () => {
  it('calls the function with the caller of the token', () => {
    expect(valueOf(code.request())).toMatchObject({ operation: 'Invoke', payload: { caller: { userId: anaId } } });
  });

  it('ends the subscriptions of the caller up to the sign-out', () => {
    const evaluation = code.response({ result: { result: 1_767_000_000 } });

    expect(valueOf(evaluation)).toBe(true);
    expect(evaluation.invalidations).toEqual([
      { subscriptionField: 'onMessage', payload: { userId: anaId, signedOutAt: 1_767_000_000 } },
    ]);
  });

  it.each([
    ['refuses', { result: { error: { type: 'Unavailable', message: 'Busy.' } } }],
    ['fails', { result: null, error: { type: 'Lambda:Unhandled', message: 'x' } }],
  ])('leaves the subscriptions open when the function %s', (_, members) => {
    const evaluation = code.response(members);

    expect(errorOf(evaluation).message).not.toBe('x');
    expect(evaluation.invalidations).toEqual([]);
  });
});
