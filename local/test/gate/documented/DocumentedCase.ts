/** A call as it goes over the wire, and what DynamoDB answers to it. */
export interface DocumentedCase {
  readonly title: string;
  /** Where it is documented or reported. */
  readonly source: string;
  /** Attributes of the item `k` before the call; there is no item without it. */
  readonly before?: Record<string, unknown>;
  readonly operation: string;
  /** `TableName` is added where the operation has one. */
  readonly input: Record<string, unknown>;
  readonly expects:
    | 'success'
    | 'conditionFails'
    /** A ValidationException; the engine's words for it are others than DynamoDB's. */
    | 'refused'
    /** Part of the message of a ValidationException. */
    | { readonly refusal: string }
    /** Part of the message of one reason of a TransactionCanceledException. */
    | { readonly reason: string }
    /** Attributes of the item `k` after the call, without its key. */
    | { readonly after: Record<string, unknown> }
    /** Sort keys that a Query answers. */
    | { readonly sorts: readonly number[] };
}

const guide = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/';
const reference = 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/';
const alternator = 'https://github.com/scylladb/scylladb/blob/master/test/alternator/';
const conformance = 'https://github.com/nubo-db/dynamodb-conformance/blob/main/tests/';

/** `alternator` and `conformance` are suites that their authors run against DynamoDB. */
export const sources = {
  updates: `${guide}Expressions.UpdateExpressions.html`,
  conditions: `${guide}Expressions.OperatorsAndFunctions.html`,
  names: `${guide}Expressions.ExpressionAttributeNames.html`,
  attributes: `${guide}Expressions.Attributes.html`,
  limits: `${guide}Constraints.html`,
  types: `${guide}HowItWorks.NamingRulesDataTypes.html`,
  keyConditions: `${guide}Query.KeyConditionExpressions.html`,
  query: `${reference}API_Query.html`,
  scan: `${reference}API_Scan.html`,
  getItem: `${reference}API_GetItem.html`,
  putItem: `${reference}API_PutItem.html`,
  updateItem: `${reference}API_UpdateItem.html`,
  batchGet: `${reference}API_BatchGetItem.html`,
  batchWrite: `${reference}API_BatchWriteItem.html`,
  transactWrite: `${reference}API_TransactWriteItems.html`,
  transactGet: `${reference}API_TransactGetItems.html`,
  value: `${reference}API_AttributeValue.html`,
  updateTests: `${alternator}test_update_expression.py`,
  conditionTests: `${alternator}test_condition_expression.py`,
  limitTests: `${alternator}test_limits.py`,
  keyConditionTests: `${alternator}test_key_condition_expression.py`,
  putTests: `${conformance}tier3/error-messages/putItem.test.ts`,
  updateMessages: `${conformance}tier3/error-messages/updateItem.test.ts`,
  queryMessages: `${conformance}tier3/error-messages/query.test.ts`,
  startKeys: 'https://github.com/scylladb/scylladb/issues/26988',
} as const;

export const S = (text: string): Record<string, unknown> => ({ S: text });
export const N = (number: number | string): Record<string, unknown> => ({ N: String(number) });
export const list = (...elements: (number | string)[]): Record<string, unknown> => ({
  L: elements.map((element) => (typeof element === 'number' ? N(element) : S(element))),
});
export const M = (entries: Record<string, unknown>): Record<string, unknown> => ({ M: entries });
export const SS = (...texts: string[]): Record<string, unknown> => ({ SS: texts });
export const NS = (...numbers: number[]): Record<string, unknown> => ({ NS: numbers.map(String) });

/** The key of the item `k`. */
export const Key = { p: S('k'), n: N(1) };
