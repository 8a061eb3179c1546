import { describe, expect, it } from 'vitest';
import { findFault } from './findFault.ts';
import { seededFaults } from './seededFaults.ts';
import { findHits } from './startSabotaged.ts';

const quicklyFound = seededFaults.filter(({ name }) => /not remembered|everybody may/.test(name));

describe('the model finds what is wrong (the long run: all seeded faults)', () => {
  it.each(quicklyFound)(
    'when $name',
    async (fault) => {
      const { run } = await findFault(fault, { seed: 1, shrinkingRuns: 0 });

      expect(run).toBeGreaterThan(0);
    },
    120_000,
  );

  it('and there are two of them', () => {
    expect(quicklyFound).toHaveLength(2);
  });
});

describe('a seeded fault', () => {
  it.each(seededFaults)('has its place in the code: $name', ({ patches }) => {
    for (const patch of patches) expect(findHits('cdk.out', patch), String(patch.text)).not.toEqual([]);
  });

  it('is refused when its text is no longer there', async () => {
    const fault = { name: 'none', patches: [{ in: 'resolvers' as const, text: /no such text/g, replacement: '' }] };

    await expect(findFault(fault, { seed: 1, shrinkingRuns: 0 })).rejects.toThrow('finds no /no such text/g');
  });
});
