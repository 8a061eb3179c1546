import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { longestChain, type Stretch } from '../../gate/longestChain.ts';

const stretch = fc
  .record({ start: fc.nat(12), lasts: fc.integer({ min: 1, max: 6 }), length: fc.nat(3) })
  .map(({ start, lasts, length }) => ({ start, end: start + lasts, length }));

const isChain = (stretches: readonly Stretch[]): boolean =>
  stretches.every((one, index) =>
    stretches.every((other, at) => at <= index || one.end <= other.start || other.end <= one.start),
  );

/** Every subset tried. */
const longestByTrying = (stretches: readonly Stretch[]): number =>
  Array.from({ length: 2 ** stretches.length }, (_, mask) => stretches.filter((__, index) => mask & (1 << index)))
    .filter(isChain)
    .reduce(
      (longest, chain) =>
        Math.max(
          longest,
          chain.reduce((sum, { length }) => sum + length, 0),
        ),
      0,
    );

describe('longestChain', () => {
  it('finds the chain that a trial of all of them finds', () => {
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 7 }), (stretches) => {
        expect(longestChain(stretches)).toBe(longestByTrying(stretches));
      }),
    );
  });
});
