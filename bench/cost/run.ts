import { budget, largeBudget, toRow } from './budget.ts';
import { costTable } from './costTable.ts';
import { measureCosts } from './measureCosts.ts';
import { peerTables } from './peerTables.ts';
import { largeScenes, scenes } from './scenes.ts';

const costs = await measureCosts([...scenes, ...largeScenes]);
console.log(`${costTable(costs)}\n\n${peerTables(costs)}`);

const budgeted = { ...budget, ...largeBudget };
const others = Object.entries(costs)
  .map(([name, cost]) => ({ name, row: toRow(name, cost) }))
  .filter(({ name, row }) => !(name in budgeted) || toRow(name, budgeted[name]!) !== row);
if (others.length > 0) {
  console.error(`\nNot as in bench/cost/budget.ts:\n${others.map(({ row }) => row).join('\n')}`);
  process.exitCode = 1;
}
