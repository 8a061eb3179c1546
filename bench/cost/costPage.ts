import { budget, largeBudget } from './budget.ts';
import { costTable } from './costTable.ts';
import { peerTables } from './peerTables.ts';

/** The tables of docs/costs.md: the budgets, which tests hold to what is measured, at today's prices. */
export const costPage = {
  costs: (): string => costTable({ ...budget, ...largeBudget }),
  peers: (): string => peerTables({ ...budget, ...largeBudget }),
};
