import { describe, expect, it } from 'vitest';
import { anaId } from '../support/aResolverContext.ts';
import { BundledResolver, errorOf, valueOf } from './BundledResolver.ts';

const code = new BundledResolver('Mutation.deleteAccount');

describe('Mutation.deleteAccount', () => {
  it('calls the function with the caller of the token', () => {
    expect(valueOf(code.request())).toMatchObject({ operation: 'Invoke', payload: { caller: { userId: anaId } } });
  });

  it('ends the open subscriptions of the caller', () => {
    const evaluation = code.response({ result: { result: true } });

    expect(valueOf(evaluation)).toBe(true);
    expect(evaluation.invalidations).toEqual([
      { subscriptionField: 'onMessage', payload: { userId: anaId, signedOutAt: 9_999_999_999 } },
    ]);
  });

  it('leaves the subscriptions open when the function refuses', () => {
    const evaluation = code.response({ result: { error: { type: 'Unauthorized', message: 'Please sign in again.' } } });

    expect(errorOf(evaluation)).toMatchObject({ errorType: 'Unauthorized' });
    expect(evaluation.invalidations).toEqual([]);
  });
});
