import { expect, it } from 'vitest';
import { anaId } from '../support/aResolverContext.ts';
import { BundledResolver, valueOf } from './BundledResolver.ts';

const code = new BundledResolver('Mutation.endSubscriptions');
const args = { userId: anaId, signedOutAt: 1_767_000_000 };

it('Mutation.endSubscriptions invalidates subscriptions up to the sign-out, without a data source', () => {
  expect(valueOf(code.request({ args }))).toEqual({ payload: args });

  const evaluation = code.response({ args, result: args });

  expect(valueOf(evaluation)).toBe(true);
  expect(evaluation.invalidations).toEqual([{ subscriptionField: 'onMessage', payload: args }]);
});
