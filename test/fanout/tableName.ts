import type { Runtime } from 'messaging-local/start/Runtime.ts';

/** The name of a table by its noun, e.g. `Groups`. */
export const tableName = ({ stack }: Runtime, noun: string): string => {
  const tables = stack.resourcesOf('AWS::DynamoDB::Table');
  const table = tables.find(({ logicalId }) => logicalId.replace(/[0-9A-F]{8}$/, '') === `Storage${noun}`);
  if (!table) throw new Error(`There is no table of ${noun}.`);
  return table.ref;
};
