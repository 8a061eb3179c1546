import { describe, expect, it } from 'vitest';
import { boId } from '../support/aResolverContext.ts';
import { BundledResolver, errorOf, valueOf } from './BundledResolver.ts';

const code = new BundledResolver('Mutation.disableUser');
const args = { userId: boId };

describe('Mutation.disableUser', () => {
  it('ends the open subscriptions of the disabled user', () => {
    const evaluation = code.response({ args, result: { result: true } });

    expect(valueOf(evaluation)).toBe(true);
    expect(evaluation.invalidations).toEqual([
      { subscriptionField: 'onMessage', payload: { userId: boId, signedOutAt: 9_999_999_999 } },
    ]);
  });

  it.each([
    ['refuses', { result: { error: { type: 'NotFound', message: 'There is no such user.' } } }],
    ['fails', { result: null, error: { type: 'Lambda:Unhandled', message: 'x' } }],
  ])('leaves the subscriptions open when the function %s', (_, members) => {
    const evaluation = code.response({ args, ...members });

    expect(errorOf(evaluation).message).not.toBe('x');
    expect(evaluation.invalidations).toEqual([]);
  });

  it('calls its function without a caller, for an operator', () => {
    const identity = { userArn: 'arn:aws:sts::000000000000:assumed-role/Administration/x', accountId: '000000000000' };

    expect(valueOf(code.request({ args, identity }))).toMatchObject({
      operation: 'Invoke',
      payload: { arguments: args },
    });
  });
});
