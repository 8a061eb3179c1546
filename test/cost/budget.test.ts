import { beforeAll, describe, expect, it } from 'vitest';
import { budget, largeBudget } from '../../bench/cost/budget.ts';
import type { Costs } from '../../bench/cost/Cost.ts';
import { measureCosts } from '../../bench/cost/measureCosts.ts';
import { rowNames, sizes } from '../../bench/cost/rowNames.ts';
import { scenes } from '../../bench/cost/scenes.ts';

const all = { ...budget, ...largeBudget };

describe('the budget', () => {
  it('gives a direct message 3 round trips and 10 write units', () => {
    expect(all['sendMessage, a later one']).toMatchObject({ roundTrips: 3, writeUnits: 10 });
  });

  it.each([...sizes.small.groups, ...sizes.large.groups])('gives a message to %i people 8 write units', (members) => {
    expect(all[rowNames.groupMessage(members)]).toMatchObject({ writeUnits: 8 });
  });

  it.each([...sizes.small.inboxes, ...sizes.large.inboxes])(
    'gives a check of %i conversations that finds nothing 2 round trips',
    (conversations) => {
      expect(all[rowNames.nothingNew(conversations)]).toMatchObject({ roundTrips: 2, writeUnits: 0 });
    },
  );
});

describe('a request costs what its budget says', () => {
  let costs: Costs;
  beforeAll(async () => {
    costs = await measureCosts(scenes);
  });

  it.each(Object.entries(budget))('%s', (name, cost) => {
    expect(costs[name]).toEqual(cost);
  });

  it('with a budget for everything that is measured', () => {
    expect(Object.keys(costs).filter((name) => !(name in budget))).toEqual([]);
  });
});
