import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toAttributeValue, type AttributeValue } from '../../../appsync/js/util/attributeValues.ts';
import { UnsupportedFeatureError } from '../../../base/UnsupportedFeatureError.ts';
import { errorOf, valueOf } from './evaluate.ts';

describe('util.dynamodb', () => {
  it.each([
    ['toDynamoDB("test")', { S: 'test' }],
    ['toDynamoDB(12345)', { N: 12345 }],
    ['toDynamoDB(true)', { BOOL: true }],
    ['toDynamoDB(null)', { NULL: null }],
    ['toDynamoDB(undefined)', { NULL: null }],
    ['toString("test")', { S: 'test' }],
    ['toString(null)', null],
    ['toStringSet(["foo", "bar"])', { SS: ['foo', 'bar'] }],
    ['toNumber(12345)', { N: 12345 }],
    ['toNumberSet([1, 23, 4.56])', { NS: [1, 23, 4.56] }],
    ['toBinary("foo")', { B: 'foo' }],
    ['toBinarySet(["foo"])', { BS: ['foo'] }],
    ['toBoolean(false)', { BOOL: false }],
    ['toNull()', { NULL: null }],
    ['toList(["foo", 123, { bar: "baz" }])', { L: [{ S: 'foo' }, { N: 123 }, { M: { bar: { S: 'baz' } } }] }],
    ['toList("x")', null],
    ['toMap({ foo: "bar", beep: ["boop"] })', { M: { foo: { S: 'bar' }, beep: { L: [{ S: 'boop' }] } } }],
    ['toMapValues({ foo: "bar", none: undefined })', { foo: { S: 'bar' }, none: { NULL: null } }],
    ['toS3Object("foo", "bar", "baz")', { S: '{"s3":{"key":"foo","bucket":"bar","region":"baz"}}' }],
    [
      'toS3Object("foo", "bar", "baz", "beep")',
      { S: '{"s3":{"key":"foo","bucket":"bar","region":"baz","version":"beep"}}' },
    ],
    ['fromS3ObjectJson("{\\"s3\\":{\\"key\\":\\"foo\\"}}")', { s3: { key: 'foo' } }],
  ])('%s', (expression, value) => {
    expect(valueOf(`util.dynamodb.${expression}`)).toEqual(value);
  });

  it.each(['toString(1)', 'toNumber("1")', 'toStringSet([1])', 'toBoolean("true")', 'toStringSet("a")'])(
    'is a fault where a type is wrong: %s',
    (expression) => {
      expect(errorOf(`util.dynamodb.${expression}`).errorType).toBe('Code');
    },
  );

  it('keeps every value through toDynamoDB and back', () => {
    const fromAttributeValue = (value: AttributeValue): unknown => {
      if ('L' in value) return (value['L'] as AttributeValue[]).map(fromAttributeValue);
      if (!('M' in value)) return Object.values(value)[0];
      const members = Object.entries(value['M'] as Record<string, AttributeValue>);
      return Object.fromEntries(members.map(([name, member]) => [name, fromAttributeValue(member)]));
    };
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(fromAttributeValue(toAttributeValue(value))).toEqual(value);
      }),
    );
  });
});

describe('the module', () => {
  const key = { id: { S: 'test' } };
  const updated = (update: string) => valueOf(`ddb.update({ key: { id: "test" }, update: ${update} }).update`);

  it.each([
    ['get({ key: { id: "test" } })', { operation: 'GetItem', key }],
    [
      'get({ key: { id: "test" }, consistentRead: true, projection: ["id", "nested.object[1]"] })',
      {
        operation: 'GetItem',
        key,
        consistentRead: true,
        projection: {
          expression: '#expName_1, #expName_2.#expName_3[1]',
          expressionNames: { '#expName_1': 'id', '#expName_2': 'nested', '#expName_3': 'object' },
        },
      },
    ],
    [
      'put({ key: { id: "test" }, item: { value: 10 } })',
      { operation: 'PutItem', key, attributeValues: { value: { N: 10 } } },
    ],
    [
      'put({ key: { id: "test" }, item: {}, condition: { id: { attributeExists: false } } })',
      {
        operation: 'PutItem',
        key,
        attributeValues: {},
        condition: { expression: '(attribute_not_exists(#id))', expressionNames: { '#id': 'id' } },
      },
    ],
    ['remove({ key: { id: "test" } })', { operation: 'DeleteItem', key }],
    ['scan({ limit: 10, nextToken: "abc" })', { operation: 'Scan', limit: 10, nextToken: 'abc' }],
    [
      'query({ query: { id: { eq: "a" }, seq: { gt: 2 } }, index: "byId", nextToken: null, scanIndexForward: false })',
      {
        operation: 'Query',
        query: {
          expression: '(#id = :id_eq) AND (#seq > :seq_gt)',
          expressionNames: { '#id': 'id', '#seq': 'seq' },
          expressionValues: { ':id_eq': { S: 'a' }, ':seq_gt': { N: 2 } },
        },
        index: 'byId',
        scanIndexForward: false,
      },
    ],
    [
      'batchGet({ tables: { T: { keys: [{ id: "test" }], consistentRead: true } } })',
      { operation: 'BatchGetItem', tables: { T: { keys: [key], consistentRead: true } } },
    ],
    ['batchPut({ tables: { T: [{ id: "test" }] } })', { operation: 'BatchPutItem', tables: { T: [key] } }],
    ['batchDelete({ tables: { T: [{ id: "test" }] } })', { operation: 'BatchDeleteItem', tables: { T: [key] } }],
    [
      'transactGet({ items: [{ table: "T", key: { id: "test" } }] })',
      { operation: 'TransactGetItems', transactItems: [{ table: 'T', key }] },
    ],
    ['toStringSet(["a"])', { SS: ['a'] }],
  ])('%s', (expression, value) => {
    expect(valueOf(`ddb.${expression}`)).toEqual(value);
  });

  it('writes transactions', () => {
    const condition = {
      expression: '(#a = :a_eq)',
      expressionNames: { '#a': 'a' },
      expressionValues: { ':a_eq': { N: 1 } },
    };
    const value = valueOf(`ddb.transactWrite({ items: [
      { putItem: { table: 'T', key: { id: 'test' }, item: { a: 1 }, condition: { a: { eq: 1 } } } },
      { updateItem: { table: 'T', key: { id: 'test' }, update: { a: 1 } } },
      { deleteItem: { table: 'T', key: { id: 'test' } } },
      { conditionCheck: { table: 'T', key: { id: 'test' }, condition: { a: { eq: 1 } } } },
    ] })`);

    expect(value).toEqual({
      operation: 'TransactWriteItems',
      transactItems: [
        { table: 'T', operation: 'PutItem', key, attributeValues: { a: { N: 1 } }, condition },
        {
          table: 'T',
          operation: 'UpdateItem',
          key,
          update: {
            expression: 'SET #expName_1 = :expValue_1',
            expressionNames: { '#expName_1': 'a' },
            expressionValues: { ':expValue_1': { N: 1 } },
          },
        },
        { table: 'T', operation: 'DeleteItem', key },
        { table: 'T', operation: 'ConditionCheck', key, condition },
      ],
    });
  });

  it.each([
    ['{ a: ddb.operations.add(10) }', 'SET #expName_1 = :expValue_1', { N: 10 }],
    ['{ a: ddb.operations.replace({ b: 1 }) }', 'SET #expName_1 = :expValue_1', { M: { b: { N: 1 } } }],
    ['{ a: ddb.operations.increment(10) }', 'SET #expName_1 = #expName_1 + :expValue_1', { N: 10 }],
    ['{ a: ddb.operations.decrement(10) }', 'SET #expName_1 = #expName_1 - :expValue_1', { N: 10 }],
    ['{ a: ddb.operations.append([1]) }', 'SET #expName_1 = list_append(#expName_1, :expValue_1)', { L: [{ N: 1 }] }],
    ['{ a: ddb.operations.prepend([1]) }', 'SET #expName_1 = list_append(:expValue_1, #expName_1)', { L: [{ N: 1 }] }],
    ['{ a: [ddb.operations.updateListItem("x", 2)] }', 'SET #expName_1[2] = :expValue_1', { S: 'x' }],
    ['{ a: null }', 'SET #expName_1 = :expValue_1', { NULL: null }],
    ['{ a: [1] }', 'SET #expName_1 = :expValue_1', { L: [{ N: 1 }] }],
  ])('updates %s', (update, expression, value) => {
    expect(updated(update)).toEqual({
      expression,
      expressionNames: { '#expName_1': 'a' },
      expressionValues: { ':expValue_1': value },
    });
  });

  it('joins clauses and nests paths in updates', () => {
    expect(updated('{ a: 1, b: ddb.operations.remove(), c: { d: "x" } }')).toEqual({
      expression: 'SET #expName_1 = :expValue_1, #expName_3.#expName_4 = :expValue_2 REMOVE #expName_2',
      expressionNames: { '#expName_1': 'a', '#expName_2': 'b', '#expName_3': 'c', '#expName_4': 'd' },
      expressionValues: { ':expValue_1': { N: 1 }, ':expValue_2': { S: 'x' } },
    });
    expect(updated('{ b: ddb.operations.remove() }')).toEqual({
      expression: 'REMOVE #expName_1',
      expressionNames: { '#expName_1': 'b' },
    });
  });

  it('has operations that are plain data', () => {
    expect(valueOf('[ddb.operations.add(10), ddb.operations.increment(2), ddb.operations.append([1])]')).toEqual([
      { type: 'OPERATION_ADD', value: 10 },
      { type: 'OPERATION_INCREMENT', by: 2 },
      { type: 'OPERATION_APPEND', items: [1] },
    ]);
  });

  it.each([
    'get({})',
    'put({ key: { id: "a" } })',
    'query({ query: { id: { contains: "a" } } })',
    'query({ query: { id: "a" } })',
    'remove({ key: { id: "a" }, condition: { id: { bogus: 1 } } })',
    'transactWrite({ items: [{ upsertItem: {} }] })',
    'transactWrite({ items: [{ deleteItem: { key: {} } }] })',
  ])('is a fault: %s', (expression) => {
    expect(errorOf(`ddb.${expression}`).errorType).toBe('Code');
  });

  it('refuses the members of versioned tables, and empty objects in updates', () => {
    expect(() => valueOf('ddb.remove({ key: {}, _version: 1 })')).toThrow(UnsupportedFeatureError);
    expect(() => updated('{ a: {} }')).toThrow(UnsupportedFeatureError);
  });
});
