import { expect, it } from 'vitest';
import { dollarsPerMillion, type Cost } from '../../bench/cost/Cost.ts';

const nothing: Cost = {
  operations: 0,
  deliveries: 0,
  invocations: 0,
  calls: 0,
  readUnits: 0,
  writeUnits: 0,
  roundTrips: 0,
};

/** Bills worked out by hand from the price pages. */
it.each([
  ['an operation', { operations: 1 }, 4],
  ['a message of 12 KB to ten people', { deliveries: 30 }, 60],
  ['four reads and two writes', { readUnits: 4, writeUnits: 2 }, 0.5 + 1.25],
  ['a function of 512 MB that runs for 50 ms', { invocations: 1 }, 0.2 + 0.333_335],
])('a million times %s costs what AWS publishes', (_, cost, dollars) => {
  expect(dollarsPerMillion({ ...nothing, ...cost })).toBeCloseTo(dollars, 6);
});

it('a million times nothing is free, however many round trips it takes', () => {
  const quick: Cost = { ...nothing, calls: 9, roundTrips: 9 };

  expect(dollarsPerMillion(quick)).toBe(0);
});
