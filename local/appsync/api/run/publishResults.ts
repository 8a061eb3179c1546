import { OperationTypeNode } from 'graphql';
import { isRecord } from '../../../base/json.ts';
import { fragmentsOf, type Operation } from './executeOperation.ts';
import type { GraphqlResponse, SubscriptionEvents } from './GraphqlApi.ts';
import { rekeyResponse } from './rekeyResponse.ts';
import type { RequestState } from './RequestState.ts';
import { responseKey, selectedFields } from './selectionSet.ts';
import type { ServedApi } from './ServedApi.ts';

/** Hands the finished fields of a mutation to their subscribers, in the order of the document, and ends what was invalidated. */
export function publishResults(
  served: Pick<ServedApi, 'listeners'>,
  finished: { readonly operation: Operation; readonly response: GraphqlResponse; readonly state: RequestState },
  events: SubscriptionEvents,
): void {
  const { operation, response, state } = finished;
  if (operation.operation.operation === OperationTypeNode.MUTATION && response.data !== null) {
    publishFields(served, { operation, data: response.data, requestId: state.onBehalfOf }, events);
  }
  for (const { subscriptionField, payload } of state.invalidations) events.onInvalidation(subscriptionField, payload);
}

function publishFields(
  { listeners }: Pick<ServedApi, 'listeners'>,
  {
    operation,
    data,
    requestId,
  }: { readonly operation: Operation; readonly data: Record<string, unknown>; readonly requestId: string },
  events: SubscriptionEvents,
): void {
  const source = { fragments: fragmentsOf(operation.document) };
  const fields = selectedFields(operation.operation.selectionSet.selections, source);
  for (const field of fields) {
    const key = responseKey(field);
    if (!listeners.has(field.name.value)) continue;
    const first = fields.find((other) => responseKey(other) === key);
    const value = data[key];
    if (first !== field || value === null || value === undefined) continue;
    const below = fields.flatMap((other) => (responseKey(other) === key ? (other.selectionSet?.selections ?? []) : []));
    const result = rekeyResponse(value, below, { source, keyedBy: 'alias' });
    events.onMutationResult(field.name.value, isRecord(result) ? { ...result } : result, requestId);
  }
}
