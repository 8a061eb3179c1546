import { toRecord } from '../../../base/json.ts';
import { elementsOf } from '../../../gate/wireForm.ts';
import { readExpression, readProjection, toParameters, type Expression } from './expressions.ts';
import type { Plan } from './Plan.ts';
import { MappingFault, type RequestReader } from './RequestReader.ts';
import { fromOptionalItem, fromWireItem, toWireItem } from './typedValues.ts';

type Body = Readonly<Record<string, unknown>>;

/** https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-transact-get-items.html */
export function planTransactGetItems(request: RequestReader): Plan {
  request.accept('operation', 'version', 'transactItems');
  const TransactItems = request.objects('transactItems').map((item) => {
    item.accept('table', 'key', 'projection');
    const projection = toParameters({ ProjectionExpression: readProjection(item) });
    return { Get: { TableName: item.text('table'), Key: toWireItem(item.object('key')), ...projection } };
  });
  return {
    operation: 'TransactGetItems',
    input: { TransactItems },
    toResult: (body) => ({
      items: elementsOf(body['Responses']).map((one) => fromOptionalItem(toRecord(one)['Item'])),
      cancellationReasons: null,
    }),
    toFailedResult: (body) => cancelledResult('items', body),
  };
}

/** https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-transact-write-items.html */
export function planTransactWriteItems(request: RequestReader): Plan {
  request.accept('operation', 'version', 'transactItems');
  const items = request.objects('transactItems');
  return {
    operation: 'TransactWriteItems',
    input: { TransactItems: items.map(toAction) },
    toResult: () => ({
      keys: items.map((item) => fromWireItem(toWireItem(item.object('key')))),
      cancellationReasons: null,
    }),
    toFailedResult: (body) => cancelledResult('keys', body),
  };
}

const common = ['table', 'operation', 'key', 'condition'];

function toAction(item: RequestReader): Record<string, unknown> {
  const TableName = item.text('table');
  const operation = item.text('operation');
  const Key = toWireItem(item.object('key'));
  switch (operation) {
    case 'PutItem': {
      item.accept(...common, 'attributeValues');
      const Item = { ...toWireItem(item.object('attributeValues')), ...Key };
      return { Put: { TableName, Item, ...conditionParameters(item) } };
    }
    case 'UpdateItem':
      item.accept(...common, 'update');
      return { Update: { TableName, Key, ...conditionParameters(item, readExpression(item.object('update'))) } };
    case 'DeleteItem':
      item.accept(...common);
      return { Delete: { TableName, Key, ...conditionParameters(item) } };
    case 'ConditionCheck':
      item.accept(...common).required('condition');
      return { ConditionCheck: { TableName, Key, ...conditionParameters(item) } };
    default:
      throw new MappingFault(`Unsupported operation '${operation}'.`);
  }
}

function conditionParameters(item: RequestReader, update?: Expression): Record<string, unknown> {
  const reader = item.optionalObject('condition');
  if (reader === undefined) return toParameters({ UpdateExpression: update });
  const condition = readExpression(reader, 'returnValuesOnConditionCheckFailure');
  const isItemWanted = reader.optionalBoolean('returnValuesOnConditionCheckFailure') ?? true;
  return {
    ...toParameters({ UpdateExpression: update, ConditionExpression: condition }),
    ReturnValuesOnConditionCheckFailure: isItemWanted ? 'ALL_OLD' : 'NONE',
  };
}

/** One reason per action, in order; `message` of an innocent action is "None" as in the documentation's example. */
function cancelledResult(name: 'items' | 'keys', body: Body): unknown {
  const reasons = body['CancellationReasons'];
  if (reasons === undefined) return null;
  const cancellationReasons = elementsOf(reasons).map((one) => {
    const { Code, Message, Item } = toRecord(one);
    if (Code === 'None') return { type: 'None', message: 'None' };
    return { type: Code, message: Message, item: fromOptionalItem(Item) };
  });
  return { [name]: null, cancellationReasons };
}
