import { rows } from '../../test/features/retries/repetitions.ts';

/** What a repeat of each mutation does: the rows that test/features/P9.test.ts runs, as a table. */
export const retriesTable = (): string =>
  [
    '| Mutation | Repeated with nothing in between | With something in between |',
    '| --- | --- | --- |',
    ...rows.map(([name, { alone, afterwards }]) => `| \`${name}\` | ${alone} | ${afterwards} |`),
  ].join('\n');
