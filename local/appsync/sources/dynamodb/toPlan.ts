import { UnsupportedFeatureError } from '../../../base/UnsupportedFeatureError.ts';
import type { Plan, PlanContext } from './Plan.ts';
import { planBatchDeleteItem, planBatchGetItem, planBatchPutItem } from './planBatch.ts';
import { planDeleteItem, planGetItem, planPutItem, planUpdateItem } from './planItemCall.ts';
import { planQuery, planScan } from './planSearch.ts';
import { planTransactGetItems, planTransactWriteItems } from './planTransaction.ts';
import { MappingFault, RequestReader } from './RequestReader.ts';

const planners = new Map<string, (request: RequestReader, context: PlanContext) => Plan>([
  ['GetItem', planGetItem],
  ['PutItem', planPutItem],
  ['UpdateItem', planUpdateItem],
  ['DeleteItem', planDeleteItem],
  ['Query', planQuery],
  ['Scan', planScan],
  ['BatchGetItem', planBatchGetItem],
  ['BatchPutItem', planBatchPutItem],
  ['BatchDeleteItem', planBatchDeleteItem],
  ['TransactGetItems', planTransactGetItems],
  ['TransactWriteItems', planTransactWriteItems],
]);

/** Throws MappingFault for a request that AppSync would not send, InvalidPageToken for a foreign nextToken. */
export function toPlan(value: unknown, context: PlanContext): Plan {
  const request = new RequestReader(value);
  const operation = request.text('operation');
  if (operation === 'Sync') throw new UnsupportedFeatureError('the DynamoDB operation Sync');
  const planner = planners.get(operation);
  if (planner === undefined) throw new MappingFault(`Unsupported operation '${operation}'.`);
  return planner(request, context);
}
