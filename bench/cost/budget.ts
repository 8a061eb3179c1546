import type { Cost, Costs } from './Cost.ts';
import { rowNames } from './rowNames.ts';

/** In the order of the table's columns. */
type Row = readonly [
  name: string,
  operations: number,
  deliveries: number,
  invocations: number,
  calls: number,
  readUnits: number,
  writeUnits: number,
  roundTrips: number,
];

const fromRow = (row: Row): [string, Cost] => {
  const [name, operations, deliveries, invocations, calls, readUnits, writeUnits, roundTrips] = row;
  return [name, { operations, deliveries, invocations, calls, readUnits, writeUnits, roundTrips }];
};

const toBudget = (rows: readonly Row[]): Costs => Object.fromEntries(rows.map(fromRow));

/** A row as it is written here. */
export const toRow = (name: string, cost: Cost): string => {
  const { operations, deliveries, invocations, calls, readUnits, writeUnits, roundTrips } = cost;
  const numbers = [operations, deliveries, invocations, calls, readUnits, writeUnits, roundTrips];
  return `['${name}', ${numbers.join(', ')}],`;
};

/**
 * What each operation may cost, and does: a test measures it, and what has become cheaper is written down too.
 * Texts have 700 bytes. Both people of a direct message listen, and four members of a group, with one device each.
 */
export const budget: Costs = toBudget([
  ['sendMessage, the first in a conversation', 2, 2, 1, 2, 7, 12, 3],
  ['sendMessage, a later one', 2, 2, 1, 2, 7, 10, 3],
  ['sendMessage, its repeat', 2, 2, 1, 2, 8, 0, 3],
  ['sendMessage, refused for a block', 1, 0, 1, 2, 8, 0, 2],
  ['blockUser', 1, 0, 0, 2, 2, 2, 2],
  ['unblockUser', 1, 0, 0, 2, 2, 2, 2],
  ['markRead', 1, 0, 1, 3, 5, 1, 3],
  ['messages, a page of 50', 1, 0, 1, 2, 14, 0, 2],
  ['me', 1, 0, 0, 1, 1, 0, 1],
  ['onMessage, the start of a subscription', 1, 0, 0, 1, 1, 0, 1],
  ['createGroup, 24 members', 1, 0, 0, 2, 75, 202, 2],
  ['addUserToGroup', 1, 0, 0, 2, 9, 12, 2],
  ['removeUserFromGroup', 1, 0, 0, 4, 8, 10, 4],
  [rowNames.groupMessage(10), 2, 4, 1, 4, 6, 8, 4],
  [rowNames.groupMessage(100), 2, 4, 1, 4, 9, 8, 4],
  [rowNames.nothingNew(10), 1, 0, 1, 2, 11, 0, 2],
  [rowNames.nothingNew(100), 1, 0, 1, 2, 105, 0, 2],
  [rowNames.fresh(10), 1, 0, 1, 12, 21, 0, 3],
  [rowNames.fresh(100), 1, 0, 1, 22, 125, 0, 3],
  [rowNames.page(10), 1, 0, 1, 13, 41, 0, 3],
  [rowNames.page(100), 1, 0, 1, 23, 225, 0, 3],
]);

/** The same of what takes a while to fill. */
export const largeBudget: Costs = toBudget([
  [rowNames.groupMessage(1_000), 11, 4, 1, 4, 38, 8, 4],
  [rowNames.groupMessage(10_000), 101, 4, 1, 5, 335, 8, 5],
  [rowNames.nothingNew(1_000), 1, 0, 1, 11, 1_048, 0, 2],
  [rowNames.nothingNew(5_000), 1, 0, 1, 51, 5_239, 0, 2],
  [rowNames.fresh(1_000), 1, 0, 1, 31, 1_068, 0, 3],
  [rowNames.fresh(5_000), 1, 0, 1, 71, 5_259, 0, 3],
  [rowNames.page(1_000), 1, 0, 1, 32, 1_168, 0, 3],
  [rowNames.page(5_000), 1, 0, 1, 72, 5_359, 0, 3],
]);
