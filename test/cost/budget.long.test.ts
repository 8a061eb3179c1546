import { beforeAll, describe, expect, it } from 'vitest';
import { largeBudget } from '../../bench/cost/budget.ts';
import type { Costs } from '../../bench/cost/Cost.ts';
import { measureCosts } from '../../bench/cost/measureCosts.ts';
import { largeScenes } from '../../bench/cost/scenes.ts';

describe('a request with much to look through costs what its budget says', () => {
  let costs: Costs;
  beforeAll(async () => {
    costs = await measureCosts(largeScenes);
  });

  it.each(Object.entries(largeBudget))('%s', (name, cost) => {
    expect(costs[name]).toEqual(cost);
  });

  it('with a budget for everything that is measured', () => {
    expect(Object.keys(costs).filter((name) => !(name in largeBudget))).toEqual([]);
  });
});
