import { describe, expect, it } from 'vitest';
import { BundledResolver, valueOf } from './BundledResolver.ts';

const code = new BundledResolver('Mutation.publishMessage');

describe('Mutation.publishMessage', () => {
  it('returns its input unchanged, and stores nothing', () => {
    const input = { message: { id: 'direct:a:1', text: 'Hello' }, recipientIds: ['a', 'b'] };

    expect(valueOf(code.request({ args: { input } }))).toEqual({ payload: input });
    expect(valueOf(code.response({ result: input }))).toEqual(input);
  });
});
