import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ErrorType } from '../../../domain/ErrorType.ts';
import { DomainError } from '../lambda/DomainError.ts';
import { backOff, type Timing } from '../lambda/Timing.ts';

export interface ItemKey {
  readonly table: string;
  readonly key: Readonly<Record<string, string | number>>;
}

type Item = Record<string, unknown>;
type Requests = Record<string, { Keys: Record<string, unknown>[]; ConsistentRead?: boolean }>;

/** DynamoDB takes so many keys in one call. */
const keysPerCall = 100;
const triesPerCall = 8;

const toRequests = (keys: readonly ItemKey[]): Requests => {
  const requests: Requests = {};
  for (const { table, key } of keys) (requests[table] ??= { Keys: [], ConsistentRead: true }).Keys.push({ ...key });
  return requests;
};

const isAt = (item: Item, key: ItemKey['key']): boolean =>
  Object.entries(key).every(([attribute, value]) => item[attribute] === value);

/** An unprocessed key is not an absent item: it is asked for again, and never given up in silence. */
const readCall = async (
  { documents, timing }: ReadDeps,
  keys: readonly ItemKey[],
): Promise<Readonly<Record<string, Item[]>>> => {
  const found: Record<string, Item[]> = {};
  let requests = toRequests(keys);
  for (let tries = 0; tries < triesPerCall; tries += 1) {
    if (tries > 0) await backOff(timing);
    const { Responses, UnprocessedKeys } = await documents.send(new BatchGetCommand({ RequestItems: requests }));
    for (const [table, items] of Object.entries(Responses ?? {})) (found[table] ??= []).push(...items);
    requests = (UnprocessedKeys ?? {}) as Requests;
    if (Object.keys(requests).length === 0) return found;
  }
  throw new DomainError(ErrorType.Unavailable, 'The service cannot answer now. Please try again.');
};

export interface ReadDeps {
  readonly documents: DynamoDBDocumentClient;
  readonly timing: Timing;
}

/**
 * Reads items of any tables consistently, up to 100 in one round trip and more in parallel ones.
 * Gives them in the order of the keys; undefined where there is none.
 *
 * @throws DomainError `Unavailable` when DynamoDB goes on leaving keys unprocessed
 */
export const readItems = async (deps: ReadDeps, keys: readonly ItemKey[]): Promise<(Item | undefined)[]> => {
  const calls = Array.from({ length: Math.ceil(keys.length / keysPerCall) }, (_, index) =>
    keys.slice(index * keysPerCall, (index + 1) * keysPerCall),
  );
  const answers = await Promise.all(
    calls.map(async (callKeys) => {
      const found = await readCall(deps, callKeys);
      return callKeys.map(({ table, key }) => found[table]?.find((item) => isAt(item, key)));
    }),
  );
  return answers.flat();
};
