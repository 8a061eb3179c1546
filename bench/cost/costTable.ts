import { dollarsPerMillion, type Cost, type Costs } from './Cost.ts';

const count = (value: number): string => value.toLocaleString('en');

/** Cents where they matter. */
export const toDollars = (cost: Cost): string => {
  const dollars = dollarsPerMillion(cost);
  const digits = dollars < 100 ? 2 : 0;
  return dollars.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
};

/** What each operation costs, as Markdown. */
export const costTable = (costs: Costs): string => {
  const rows = Object.entries(costs).map(([name, cost]) => {
    const { operations, deliveries, invocations, calls, readUnits, writeUnits, roundTrips } = cost;
    const counts = [operations, deliveries, invocations, calls, readUnits, writeUnits, roundTrips].map(count);
    return `| ${[name, ...counts, toDollars(cost)].join(' | ')} |`;
  });
  return [
    '| Operation | AppSync operations | Deliveries | Invocations | DynamoDB calls | Read units | Write units | Round trips | $ per million |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rows,
  ].join('\n');
};
