import { UnsupportedFeatureError } from '../../../base/UnsupportedFeatureError.ts';
import type { WireItem } from '../../../gate/wireForm.ts';
import { readExpression, readProjection, toParameters, type Expression } from './expressions.ts';
import type { ConditionFollowUp, Plan, PlanContext } from './Plan.ts';
import { MappingFault, type RequestReader } from './RequestReader.ts';
import { fromOptionalItem, fromWireItem, isSameItem, toWireItem } from './typedValues.ts';

const versioned = ['_version', 'customPartitionKey', 'populateIndexFields'];
const common = ['operation', 'version', 'key'];

export function planGetItem(request: RequestReader, { table }: PlanContext): Plan {
  request.accept(...common, 'consistentRead', 'projection');
  const projection = readProjection(request);
  return {
    operation: 'GetItem',
    input: {
      TableName: table,
      Key: toWireItem(request.object('key')),
      ConsistentRead: request.optionalBoolean('consistentRead') ?? false,
      ...toParameters({ ProjectionExpression: projection }),
    },
    toResult: (body) => fromOptionalItem(body['Item']),
  };
}

export function planPutItem(request: RequestReader, { table }: PlanContext): Plan {
  refuseVersioning(request);
  request.accept(...common, 'attributeValues', 'condition');
  const key = toWireItem(request.object('key'));
  const item = { ...toWireItem(request.object('attributeValues')), ...key };
  const condition = readCondition(request);
  const isStoredAlready = (stored: WireItem | undefined) =>
    stored !== undefined && isSameItem(stored, item, condition?.ignored);
  return {
    operation: 'PutItem',
    input: { TableName: table, Item: item, ...toParameters({ ConditionExpression: condition?.expression }) },
    toResult: () => fromWireItem(item),
    ...followUp(condition, key, (stored) =>
      isStoredAlready(stored) ? { result: fromOptionalItem(stored) } : undefined,
    ),
  };
}

export function planUpdateItem(request: RequestReader, { table }: PlanContext): Plan {
  refuseVersioning(request);
  request.accept(...common, 'update', 'condition');
  const Key = toWireItem(request.object('key'));
  const update = readExpression(request.object('update'));
  const condition = readCondition(request);
  return {
    operation: 'UpdateItem',
    input: {
      TableName: table,
      Key,
      ReturnValues: 'ALL_NEW',
      ...toParameters({ UpdateExpression: update, ConditionExpression: condition?.expression }),
    },
    toResult: (body) => fromOptionalItem(body['Attributes']),
    ...followUp(condition, Key, () => undefined),
  };
}

export function planDeleteItem(request: RequestReader, { table }: PlanContext): Plan {
  refuseVersioning(request);
  request.accept(...common, 'condition');
  const Key = toWireItem(request.object('key'));
  const condition = readCondition(request);
  return {
    operation: 'DeleteItem',
    input: {
      TableName: table,
      Key,
      ReturnValues: 'ALL_OLD',
      ...toParameters({ ConditionExpression: condition?.expression }),
    },
    toResult: (body) => fromOptionalItem(body['Attributes']),
    ...followUp(condition, Key, (stored) => (stored === undefined ? { result: null } : undefined)),
  };
}

interface Condition {
  readonly expression: Expression;
  readonly ignored: readonly string[];
  readonly consistentRead: boolean;
}

/** https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-condition-expressions.html */
function readCondition(request: RequestReader): Condition | undefined {
  const reader = request.optionalObject('condition');
  if (reader === undefined) return undefined;
  const expression = readExpression(reader, 'equalsIgnore', 'consistentRead', 'conditionalCheckFailedHandler');
  const handler = reader.optionalObject('conditionalCheckFailedHandler')?.accept('strategy', 'lambdaArn');
  const strategy = handler?.text('strategy') ?? 'Reject';
  if (strategy === 'Custom') throw new UnsupportedFeatureError('the conditionalCheckFailedHandler strategy Custom');
  if (strategy !== 'Reject') {
    throw new MappingFault(`Unsupported strategy '${strategy}' in '${handler?.path ?? ''}[strategy]'.`);
  }
  const consistentRead = reader.optionalBoolean('consistentRead') ?? true;
  return { expression, ignored: reader.texts('equalsIgnore'), consistentRead };
}

function followUp(
  condition: Condition | undefined,
  key: WireItem,
  accept: ConditionFollowUp['accept'],
): { readonly afterConditionFailed?: ConditionFollowUp } {
  if (condition === undefined) return {};
  return { afterConditionFailed: { key, consistentRead: condition.consistentRead, accept } };
}

function refuseVersioning(request: RequestReader): void {
  const used = versioned.find((name) => request.has(name));
  if (used !== undefined) throw new UnsupportedFeatureError(`versioned data sources (${used})`);
}
