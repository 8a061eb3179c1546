import { toRecord } from '../base/json.ts';
import type { TableCatalog } from './createTableCatalog.ts';
import { conditionFault } from './expressions/conditionFault.ts';
import { parseCondition } from './expressions/parseCondition.ts';
import { parseUpdate } from './expressions/parseUpdate.ts';
import { updateFault } from './expressions/updateFault.ts';
import type { ServiceCall } from './Gate.ts';
import { keyConditionFault } from './keyConditionFault.ts';
import { elementsOf, textOf } from './wireForm.ts';

type Input = Readonly<Record<string, unknown>>;

const conditionParameters = ['ConditionExpression', 'FilterExpression', 'KeyConditionExpression'];
const transactionActions = ['ConditionCheck', 'Put', 'Update', 'Delete'];

/** The message of a ValidationException for what DynamoDB refuses in a request, and the engine takes. */
export function requestFault(call: ServiceCall, catalog: TableCatalog): string | undefined {
  if (call.operation === 'TransactWriteItems') return transactionFault(call.input);
  return expressionFault(call.input) ?? keyConditionFault(call, catalog);
}

function expressionFault(input: Input): string | undefined {
  for (const parameter of conditionParameters) {
    const condition = parseCondition(textOf(input[parameter]) ?? '', input);
    const fault = condition && conditionFault(condition);
    if (fault !== undefined) return `Invalid ${parameter}: ${fault}`;
  }
  const update = parseUpdate(textOf(input['UpdateExpression']) ?? '', input);
  const fault = update && updateFault(update);
  return fault === undefined ? undefined : `Invalid UpdateExpression: ${fault}`;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
function transactionFault(input: Input): string | undefined {
  if (input['ClientRequestToken'] === '') {
    return "1 validation error detected: Value '' at 'clientRequestToken' failed to satisfy constraint: Member must have length greater than or equal to 1";
  }
  for (const item of elementsOf(input['TransactItems']).map(toRecord)) {
    const actions = transactionActions.flatMap((name) => (item[name] === undefined ? [] : [toRecord(item[name])]));
    if (actions.length > 1) return 'TransactItems can only contain one of Check, Put, Update or Delete';
    const fault = actions.map(expressionFault).find((one) => one !== undefined);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
