import { Key, list, N, S, sources, type DocumentedCase } from './DocumentedCase.ts';

const { query: queryPage, batchGet, batchWrite, transactWrite, transactGet, putItem, updateItem, limits } = sources;
type Attributes = Record<string, unknown>;

const TableName = 'Items';
const keys = (count: number): Attributes[] =>
  Array.from({ length: count }, (_, index) => ({ p: S('many'), n: N(index) }));
const puts = (count: number): Attributes[] => keys(count).map((Item) => ({ PutRequest: { Item } }));
const transactPuts = (count: number): Attributes[] => keys(count).map((Item) => ({ Put: { TableName, Item } }));

const refused = (
  source: string,
  refusal: string,
  call: [title: string, operation: string, input: Attributes],
): DocumentedCase => ({
  title: call[0],
  operation: call[1],
  input: call[2],
  source,
  expects: refusal === '' ? 'refused' : { refusal },
});
const taken = (source: string, call: [title: string, operation: string, input: Attributes]): DocumentedCase => ({
  title: call[0],
  operation: call[1],
  input: call[2],
  source,
  expects: 'success',
});
const getMany = (Keys: Attributes[]): Attributes => ({ RequestItems: { [TableName]: { Keys } } });
const writeMany = (requests: Attributes[]): Attributes => ({ RequestItems: { [TableName]: requests } });
const transact = (TransactItems: Attributes[], more: Attributes = {}): Attributes => ({ TransactItems, ...more });

export const countCases: readonly DocumentedCase[] = [
  taken(batchGet, ['BatchGetItem of 100', 'BatchGetItem', getMany(keys(100))]),
  refused(batchGet, '100', ['BatchGetItem of 101', 'BatchGetItem', getMany(keys(101))]),
  refused(batchGet, 'contains duplicates', ['BatchGetItem of one twice', 'BatchGetItem', getMany([Key, Key])]),
  refused(batchGet, 'validation error', ['BatchGetItem of nothing', 'BatchGetItem', { RequestItems: {} }]),
  refused(batchGet, 'validation error', ['BatchGetItem of no keys', 'BatchGetItem', getMany([])]),
  taken(batchWrite, ['BatchWriteItem of 25', 'BatchWriteItem', writeMany(puts(25))]),
  refused(batchWrite, '25', ['BatchWriteItem of 26', 'BatchWriteItem', writeMany(puts(26))]),
  refused(batchWrite, 'contains duplicates', [
    'BatchWriteItem of one twice',
    'BatchWriteItem',
    writeMany([{ PutRequest: { Item: Key } }, { DeleteRequest: { Key } }]),
  ]),
  refused(batchWrite, '', ['BatchWriteItem of nothing', 'BatchWriteItem', { RequestItems: {} }]),
  refused(batchWrite, '', ['BatchWriteItem of no requests', 'BatchWriteItem', writeMany([])]),
  taken(transactWrite, ['TransactWriteItems of 100', 'TransactWriteItems', transact(transactPuts(100))]),
  refused(transactWrite, '100', ['TransactWriteItems of 101', 'TransactWriteItems', transact(transactPuts(101))]),
  refused(transactWrite, 'greater than or equal to 1', [
    'TransactWriteItems of nothing',
    'TransactWriteItems',
    transact([]),
  ]),
  refused(transactWrite, 'multiple operations on one item', [
    'TransactWriteItems of one twice',
    'TransactWriteItems',
    transact([{ Put: { TableName, Item: Key } }, { Delete: { TableName, Key } }]),
  ]),
  refused(transactWrite, 'multiple operations on one item', [
    'TransactWriteItems of one twice, written in two ways',
    'TransactWriteItems',
    transact([{ Put: { TableName, Item: Key } }, { Delete: { TableName, Key: { ...Key, n: N('1.0') } } }]),
  ]),
  refused(transactWrite, 'one of Check, Put, Update or Delete', [
    'TransactWriteItems of two actions in one',
    'TransactWriteItems',
    transact([{ Put: { TableName, Item: Key }, Delete: { TableName, Key } }]),
  ]),
  refused(transactWrite, '', ['TransactWriteItems of an empty action', 'TransactWriteItems', transact([{}])]),
  refused(transactWrite, '36', [
    'TransactWriteItems with a token of 37 characters',
    'TransactWriteItems',
    transact(transactPuts(1), { ClientRequestToken: 'x'.repeat(37) }),
  ]),
  refused(transactWrite, '', [
    'TransactWriteItems with an empty token',
    'TransactWriteItems',
    transact(transactPuts(1), { ClientRequestToken: '' }),
  ]),
  refused(limits, '4', [
    'TransactWriteItems of more than 4 MB',
    'TransactWriteItems',
    transact(keys(12).map((key) => ({ Put: { TableName, Item: { ...key, a: S('x'.repeat(390_000)) } } }))),
  ]),
  refused(transactGet, '100', [
    'TransactGetItems of 101',
    'TransactGetItems',
    transact(keys(101).map((one) => ({ Get: { TableName, Key: one } }))),
  ]),
  refused(transactGet, 'multiple operations on one item', [
    'TransactGetItems of one twice',
    'TransactGetItems',
    transact([{ Get: { TableName, Key } }, { Get: { TableName, Key } }]),
  ]),
  refused(putItem, 'ReturnValues', [
    'PutItem with ReturnValues ALL_NEW',
    'PutItem',
    { Item: Key, ReturnValues: 'ALL_NEW' },
  ]),
  refused(updateItem, 'returnValues', [
    'UpdateItem with ReturnValues SOME',
    'UpdateItem',
    { Key, ReturnValues: 'SOME' },
  ]),
  {
    title: 'PutItem with the legacy parameter Expected',
    source: putItem,
    operation: 'PutItem',
    before: { a: N(1) },
    input: { Item: Key, Expected: { a: { Value: N(2) } } },
    expects: 'conditionFails',
  },
  {
    title: 'Query with the legacy parameters KeyConditions and QueryFilter',
    source: queryPage,
    operation: 'Query',
    input: {
      KeyConditions: { p: { ComparisonOperator: 'EQ', AttributeValueList: [S('q')] } },
      QueryFilter: { r: { ComparisonOperator: 'GT', AttributeValueList: [N(4)] } },
    },
    expects: { sorts: [5] },
  },
  {
    title: 'UpdateItem with the legacy parameter AttributeUpdates',
    source: updateItem,
    operation: 'UpdateItem',
    before: { a: N(1) },
    input: { Key, AttributeUpdates: { a: { Action: 'ADD', Value: N(2) } } },
    expects: { after: { a: N(3) } },
  },
  refused(putItem, 'can only be specified when using expressions', [
    'PutItem with values and no expression',
    'PutItem',
    { Item: Key, ExpressionAttributeValues: { ':v': N(1) } },
  ]),
  refused(putItem, 'can only be specified when using expressions', [
    'PutItem with names and no expression',
    'PutItem',
    { Item: Key, ExpressionAttributeNames: { '#v': 'v' } },
  ]),
  refused(putItem, 'must not be empty', [
    'PutItem with no values',
    'PutItem',
    { Item: Key, ConditionExpression: 'attribute_exists(p)', ExpressionAttributeValues: {} },
  ]),
  refused(putItem, 'must not be empty', [
    'PutItem with no names',
    'PutItem',
    { Item: Key, ConditionExpression: 'attribute_exists(p)', ExpressionAttributeNames: {} },
  ]),
  {
    title: 'TransactWriteItems that removes elements',
    source: transactWrite,
    operation: 'TransactWriteItems',
    before: { l: list(0, 1, 2, 3) },
    input: transact([{ Update: { TableName, Key, UpdateExpression: 'REMOVE l[0], l[2]' } }]),
    expects: { after: { l: list(1, 3) } },
  },
  {
    title: 'TransactWriteItems that removes what cannot be there',
    source: transactWrite,
    operation: 'TransactWriteItems',
    before: { a: N(1) },
    input: transact([{ Update: { TableName, Key, UpdateExpression: 'REMOVE a[0]' } }]),
    expects: { reason: 'invalid for update' },
  },
  {
    title: 'TransactWriteItems of an update that the item does not allow',
    source: transactWrite,
    operation: 'TransactWriteItems',
    before: { a: S('x') },
    input: transact([
      { Update: { TableName, Key, UpdateExpression: 'ADD a :v', ExpressionAttributeValues: { ':v': N(1) } } },
    ]),
    expects: { reason: 'incorrect data type' },
  },
];
