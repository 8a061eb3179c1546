import type { Runtime } from 'messaging-local/start/Runtime.ts';

/** In DynamoDB's wire form: `{ seq: { N: '1' } }`. */
export type Item = Record<string, unknown>;

/** Everything that a backend keeps. */
export interface State {
  /** By the noun, e.g. `Messages`. */
  readonly tables: Readonly<Record<string, readonly Item[]>>;
  /** The accounts of the user pool, as ListUsers tells them. */
  readonly accounts: readonly Item[];
  readonly mailCount: number;
}

/** Maps in the order of their names, at any depth: DynamoDB promises none. */
const inOrder = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([name, member]) => [name, inOrder(member)]));
};

const readTable = async ({ dynamodb }: Runtime, TableName: string): Promise<Item[]> => {
  const items: Item[] = [];
  let ExclusiveStartKey: unknown;
  do {
    const from = ExclusiveStartKey !== undefined && { ExclusiveStartKey };
    const { status, body } = await dynamodb.call('Scan', { TableName, ConsistentRead: true, ...from });
    if (status !== 200) throw new Error(`${TableName} cannot be read.`);
    items.push(...(body['Items'] as Item[]).map((item) => inOrder(item) as Item));
    ExclusiveStartKey = body['LastEvaluatedKey'];
  } while (ExclusiveStartKey !== undefined);
  const keyed = items.map((item) => [JSON.stringify(item), item] as const);
  return keyed.sort(([one], [other]) => (one < other ? -1 : 1)).map(([, item]) => item);
};

const readAccounts = async ({ userPools, userPoolId }: Runtime): Promise<Item[]> => {
  const accounts: Item[] = [];
  let PaginationToken: unknown;
  do {
    const page = { UserPoolId: userPoolId, ...(PaginationToken !== undefined && { PaginationToken }) };
    const { body } = await userPools.call('ListUsers', page, 'arn:aws:iam::000000000000:role/Reader');
    accounts.push(...(body['Users'] as Item[]));
    PaginationToken = body['PaginationToken'];
  } while (PaginationToken !== undefined);
  return accounts;
};

/** Reads it in an order that does not depend on how it is kept. */
export const readState = async (runtime: Runtime): Promise<State> => {
  const tables = runtime.stack.resourcesOf('AWS::DynamoDB::Table').map(async ({ logicalId, ref }) => {
    const noun = logicalId.replace(/^Storage|[0-9A-F]{8}$/g, '');
    return [noun, await readTable(runtime, ref)] as const;
  });
  return {
    tables: Object.fromEntries(await Promise.all(tables)),
    accounts: await readAccounts(runtime),
    mailCount: runtime.userPools.mails().length,
  };
};
