import { toRecord } from '../base/json.ts';
import { UnsupportedFeatureError } from '../base/UnsupportedFeatureError.ts';
import { correctUpdate, dependsOnItem, refusedValue, type Correction } from './expressions/correctUpdate.ts';
import { parseCondition } from './expressions/parseCondition.ts';
import { parseUpdate, type UpdateClause } from './expressions/parseUpdate.ts';
import type { Backend, ServiceAnswer, ServiceCall } from './Gate.ts';
import { elementsOf, itemOf, textOf } from './wireForm.ts';

type Input = Readonly<Record<string, unknown>>;

/** Each retry means that another write changed a list's length between the read and the update. */
const maxAttempts = 20;

/** Runs updates so that the engine does with their lists and nested paths what DynamoDB documents. */
export function correctUpdates(backend: Backend): Backend {
  return async (call) => {
    if (call.operation === 'UpdateItem') return updateItem(call, backend);
    if (call.operation !== 'TransactWriteItems') return backend(call);
    const actions = elementsOf(call.input['TransactItems']).map((action) => correctAction(call, action, backend));
    return backend({ ...call, input: { ...call.input, TransactItems: await Promise.all(actions) } });
  };
}

async function updateItem(call: ServiceCall, backend: Backend): Promise<ServiceAnswer> {
  const { input } = call;
  const clauses = clausesOf(input);
  if (clauses === undefined) return backend(call);
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    const correction = await correctionOf(call, { input, clauses }, backend);
    const answer = await backend({ ...call, input: withLengths(withCorrection(input, correction), correction) });
    if (correction.lengths.size === 0 || !hasFailedCondition(answer)) return answer;
    const { lengths } = await correctionOf(call, { input, clauses }, backend);
    const isUnchanged = [...correction.lengths].every(([list, length]) => lengths.get(list) === length);
    if (isUnchanged) return answer;
  }
  throw new Error('The lists of an update changed their lengths at every attempt.');
}

/** A repeat of a transaction has to be the same request, so it cannot depend on a length that its first try changed. */
async function correctAction(call: ServiceCall, action: unknown, backend: Backend): Promise<unknown> {
  const update = toRecord(action)['Update'];
  const input = toRecord(update);
  const clauses = clausesOf(input);
  if (clauses === undefined) return action;
  const correction = await correctionOf(call, { input, clauses }, backend);
  if (correction.appends) throw new UnsupportedFeatureError("setting an element after a list's end in a transaction");
  return { ...toRecord(action), Update: withCorrection(input, correction) };
}

function clausesOf(input: Input): UpdateClause[] | undefined {
  const expression = textOf(input['UpdateExpression']);
  return expression === undefined ? undefined : parseUpdate(expression, input);
}

async function correctionOf(
  call: ServiceCall,
  { input, clauses }: { readonly input: Input; readonly clauses: readonly UpdateClause[] },
  backend: Backend,
): Promise<Correction> {
  const expression = textOf(input['UpdateExpression']) ?? '';
  if (!dependsOnItem(clauses)) return correctUpdate(expression, clauses, undefined);
  const read = { TableName: input['TableName'], Key: input['Key'], ConsistentRead: true };
  const { body } = await backend({ ...call, operation: 'GetItem', input: read });
  return correctUpdate(expression, clauses, body['Item'] === undefined ? undefined : itemOf(body['Item']));
}

function withCorrection(input: Input, { expression, isRefused }: Correction): Input {
  const changed = { ...input, UpdateExpression: expression };
  return isRefused ? withValue(changed, refusedValue, { NULL: true }) : changed;
}

/** The update takes place only while the lists are as long as they were read. */
function withLengths(input: Input, { lengths }: Correction): Input {
  const condition = textOf(input['ConditionExpression']);
  const tree = condition === undefined ? undefined : parseCondition(condition, input);
  if (lengths.size === 0 || (condition !== undefined && tree === undefined)) return input;
  const isLoose = tree?.kind === 'OR' && !tree.isInParentheses;
  const parts = condition === undefined ? [] : [isLoose ? `(${condition})` : condition];
  return [...lengths].reduce<Input>(
    (all, [list, length], index) => {
      const name = `:_gate_length${index}`;
      const ConditionExpression = [textOf(all['ConditionExpression']), `size(${list}) = ${name}`];
      return withValue(
        { ...all, ConditionExpression: ConditionExpression.filter((part) => part !== undefined).join(' AND ') },
        name,
        { N: String(length) },
      );
    },
    { ...input, ConditionExpression: parts[0] },
  );
}

function withValue(input: Input, name: string, value: Input): Input {
  return { ...input, ExpressionAttributeValues: { ...toRecord(input['ExpressionAttributeValues']), [name]: value } };
}

function hasFailedCondition({ body }: ServiceAnswer): boolean {
  return String(body['__type']).endsWith('#ConditionalCheckFailedException');
}
