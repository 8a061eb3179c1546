import { tableSources } from '../../infra/dataSources.ts';
import { functions, triggers, type FunctionShape } from '../../infra/functions.ts';
import type { TableGrant } from '../../infra/TableGrant.ts';
import { tables } from '../../infra/tables.ts';

interface Grantee {
  readonly name: string;
  readonly grants: readonly TableGrant[];
}

const grantees = (): Grantee[] => {
  const shapes: Readonly<Record<string, FunctionShape>> = { ...triggers, ...functions };
  const ofFunctions = Object.entries(shapes).map(([name, { grants = [] }]) => ({ name: `\`${name}\``, grants }));
  const ofSources = Object.entries(tableSources).map(([name, { grants }]) => ({ name: `source \`${name}\``, grants }));
  return [...ofFunctions, ...ofSources];
};

const toRow = (table: string, { name, grants }: Grantee): string[] =>
  grants
    .filter((grant) => grant.table === table)
    .map(({ index, actions }) => {
      const what = index === undefined ? table : `${table}, index ${index}`;
      return `| ${what} | ${name} | ${actions.join(', ')} |`;
    });

/** Which function or data source may do what with which table. */
export const accessTable = (): string => {
  const rows = Object.keys(tables).flatMap((table) => grantees().flatMap((grantee) => toRow(table, grantee)));
  return ['| Table | Who | Actions |', '| --- | --- | --- |', ...rows].join('\n');
};
