import { isRecord } from '../../../base/json.ts';
import { UnsupportedFeatureError } from '../../../base/UnsupportedFeatureError.ts';
import { isAbsent, toList, toObject, toText } from '../handler/arguments.ts';
import { CodeFault } from '../handler/CodeFault.ts';
import type { HostFunction, HostFunctions } from '../handler/HostFunctions.ts';
import { setConversions, toAttributeMap } from '../util/attributeValues.ts';
import { toCondition, toKeyCondition, toProjection } from './expressions.ts';
import { operations } from './operations.ts';
import { toUpdateExpression } from './toUpdateExpression.ts';

type Input = Readonly<Record<string, unknown>>;

const versioned = ['customPartitionKey', 'populateIndexFields', '_version', 'basePartitionKey', 'deltaIndexName'];

function toInput(payload: unknown): Input {
  const input = toObject(payload, 'the input');
  const found = versioned.find((name) => !isAbsent(input[name]));
  if (found !== undefined) throw new UnsupportedFeatureError(`${found} of @aws-appsync/utils/dynamodb`);
  return input;
}

function toKey(key: unknown): unknown {
  return toAttributeMap(toObject(key, 'the key'));
}

/** The members that are given, converted; absent ones stay absent. */
function given(input: Input, converters: Readonly<Record<string, (value: unknown) => unknown>>): Input {
  return Object.fromEntries(
    Object.entries(converters)
      .filter(([name]) => !isAbsent(input[name]))
      .map(([name, convert]) => [name, convert(input[name])]),
  );
}

function asIs(value: unknown): unknown {
  return value;
}

const pageMembers = {
  index: asIs,
  limit: asIs,
  nextToken: asIs,
  consistentRead: asIs,
  select: asIs,
  filter: toCondition,
  projection: toProjection,
};

const get: HostFunction = (payload) => {
  const input = toInput(payload);
  return {
    operation: 'GetItem',
    key: toKey(input['key']),
    ...given(input, { consistentRead: asIs, projection: toProjection }),
  };
};

function toPut(input: Input): Input {
  return {
    key: toKey(input['key']),
    attributeValues: toAttributeMap(toObject(input['item'], 'the item')),
    ...given(input, { condition: toCondition }),
  };
}

function toUpdate(input: Input): Input {
  return {
    key: toKey(input['key']),
    update: toUpdateExpression(toObject(input['update'], 'the update')),
    ...given(input, { condition: toCondition }),
  };
}

function toDelete(input: Input): Input {
  return { key: toKey(input['key']), ...given(input, { condition: toCondition }) };
}

function toConditionCheck(input: Input): Input {
  return {
    key: toKey(input['key']),
    condition: toCondition(input['condition']),
  };
}

const query: HostFunction = (payload) => {
  const input = toInput(payload);
  return {
    operation: 'Query',
    query: toKeyCondition(input['query']),
    ...given(input, { ...pageMembers, scanIndexForward: asIs }),
  };
};

const scan: HostFunction = (payload) => ({
  operation: 'Scan',
  ...given(toInput(payload), { ...pageMembers, totalSegments: asIs, segment: asIs }),
});

function toTables(payload: unknown, convert: (table: unknown) => unknown): Input {
  const tables = toObject(toInput(payload)['tables'], 'tables');
  return Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, convert(table)]));
}

function toMaps(list: unknown): unknown[] {
  return toList(list, 'the list of a table').map((map) => toAttributeMap(toObject(map, 'a member')));
}

const batchGet: HostFunction = (payload) => ({
  operation: 'BatchGetItem',
  tables: toTables(payload, (value) => {
    const table = toObject(value, 'a table');
    return { keys: toMaps(table['keys']), ...given(table, { consistentRead: asIs, projection: toProjection }) };
  }),
});

const transactGet: HostFunction = (payload) => ({
  operation: 'TransactGetItems',
  transactItems: toList(toInput(payload)['items'], 'items').map((value) => {
    const item = toObject(value, 'an item');
    return {
      table: toText(item['table'], 'table'),
      key: toKey(item['key']),
      ...given(item, { projection: toProjection }),
    };
  }),
});

const transactActions = new Map<string, readonly [operation: string, convert: (input: Input) => Input]>([
  ['putItem', ['PutItem', toPut]],
  ['updateItem', ['UpdateItem', toUpdate]],
  ['deleteItem', ['DeleteItem', toDelete]],
  ['conditionCheck', ['ConditionCheck', toConditionCheck]],
]);

const transactWrite: HostFunction = (payload) => ({
  operation: 'TransactWriteItems',
  transactItems: toList(toInput(payload)['items'], 'items').map((value) => {
    const entries = Object.entries(toObject(value, 'an item')).filter(([, input]) => isRecord(input));
    const [name, body] = entries[0] ?? ['', null];
    const action = transactActions.get(name);
    if (!action || entries.length !== 1) {
      throw new CodeFault('an item is not one of putItem, updateItem, deleteItem and conditionCheck');
    }
    const input = toInput(body);
    return { table: toText(input['table'], 'table'), operation: action[0], ...action[1](input) };
  }),
});

/**
 * `@aws-appsync/utils/dynamodb`: https://docs.aws.amazon.com/appsync/latest/devguide/built-in-modules-js.html.
 * `sync`, which the types have, is absent, as on AWS.
 */
export const dynamodbModule: HostFunctions = {
  get,
  put: (payload) => ({ operation: 'PutItem', ...toPut(toInput(payload)) }),
  update: (payload) => ({ operation: 'UpdateItem', ...toUpdate(toInput(payload)) }),
  remove: (payload) => ({ operation: 'DeleteItem', ...toDelete(toInput(payload)) }),
  query,
  scan,
  batchGet,
  batchPut: (payload) => ({ operation: 'BatchPutItem', tables: toTables(payload, toMaps) }),
  batchDelete: (payload) => ({ operation: 'BatchDeleteItem', tables: toTables(payload, toMaps) }),
  transactGet,
  transactWrite,
  ...setConversions,
  operations,
};
