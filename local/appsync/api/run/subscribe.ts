import { createHash } from 'node:crypto';
import {
  getArgumentValues,
  getVariableValues,
  Kind,
  OperationTypeNode,
  visit,
  type GraphQLSchema,
  type ValueNode,
} from 'graphql';
import { authorizeRoots } from './authorizeRoots.ts';
import { executeOperation, rootFieldsOf, type Operation } from './executeOperation.ts';
import type { AcceptedSubscription, GraphqlErrorEntry, GraphqlRequest, RequestRejection } from './GraphqlApi.ts';
import type { RequestState } from './RequestState.ts';
import { selectOperation } from './selectOperation.ts';
import type { ServedApi } from './ServedApi.ts';
import { toRejection } from './toRejection.ts';

type Answer = { accepted: AcceptedSubscription } | { errors: readonly GraphqlErrorEntry[] };

/** Validates and authorizes a subscription and runs its resolver, once. */
export async function subscribe(served: ServedApi, request: GraphqlRequest, state: RequestState): Promise<Answer> {
  const parsed = served.parse(request.query);
  const selected = selectOperation(parsed, request);
  if ('rejection' in selected) return refuse(selected.rejection);
  if (parsed === undefined || parsed.errors.length > 0) return { errors: parsed?.errors ?? [] };
  const operation: Operation = { document: parsed.document, operation: selected.operation };
  if (selected.operation.operation !== OperationTypeNode.SUBSCRIPTION) {
    const message = `${selected.operation.operation} not supported through the realtime channel`;
    return refuse({ errorType: 'UnsupportedOperation', message });
  }
  const { rejection } = authorizeRoots(served, operation, state.caller);
  if (rejection !== undefined) return refuse(rejection);
  const response = await executeOperation(served.executable, operation, state);
  if (state.failure !== undefined) return refuse(toRejection(state.failure));
  if (response.errors !== undefined) return { errors: response.errors };
  return accept(served, { request, operation, data: response.data }, state);
}

function accept(
  served: ServedApi,
  asked: {
    readonly request: GraphqlRequest;
    readonly operation: Operation;
    readonly data: Record<string, unknown> | null;
  },
  state: RequestState,
): Answer {
  const { operation, request } = asked;
  const [field] = rootFieldsOf(operation);
  const definition = served.executable.getSubscriptionType()?.getFields()[field?.name.value ?? ''];
  if (field === undefined || definition === undefined) {
    return refuse({ errorType: 'UnsupportedOperation', message: 'A subscription asks for one field.' });
  }
  if (Object.values(asked.data ?? {}).some((value) => value !== null)) {
    // What comes to subscribers is the mutation's response; AppSync's text for a resolver that answers more is unknown.
    return refuse({
      errorType: 'InvalidSubscriptionResponse',
      message: `The resolver of Subscription.${field.name.value} must return null.`,
    });
  }
  const variables = coerceVariables(served.executable, operation, state);
  const accepted: AcceptedSubscription = {
    field: field.name.value,
    arguments: withNullVariables(getArgumentValues(definition, field, variables), field.arguments ?? []),
    filter: state.subscriptionFilter,
    invalidationFilter: state.subscriptionInvalidationFilter,
    selectionKey: toSelectionKey(request, operation, state),
    project: (mutationResult) =>
      executeOperation(
        served.projection,
        { ...operation, rootValue: { [field.name.value]: mutationResult } },
        // The subscriber's own authorization, beside the publisher's, decides what is seen: the stricter of the two.
        { ...state, appendedErrors: [], resolversRun: 0 },
      ),
  };
  return { accepted };
}

function coerceVariables(
  schema: GraphQLSchema,
  { operation }: Operation,
  state: RequestState,
): Record<string, unknown> {
  return getVariableValues(schema, operation.variableDefinitions ?? [], state.variables).coerced ?? {};
}

/** A declared variable without a value filters on null: https://github.com/aws/aws-appsync-community/issues/94 */
function withNullVariables(
  values: Record<string, unknown>,
  written: readonly { readonly name: { readonly value: string }; readonly value: ValueNode }[],
): Record<string, unknown> {
  const unset = written.flatMap(({ name, value }) =>
    value.kind === Kind.VARIABLE && !Object.hasOwn(values, name.value) ? [[name.value, null] as const] : [],
  );
  return { ...values, ...Object.fromEntries(unset) };
}

/** What the payload depends on beside the mutation's response: the selection, and what the subscriber may see. */
function toSelectionKey(request: GraphqlRequest, operation: Operation, { caller, variables }: RequestState): string {
  const groups = caller.mode === 'AMAZON_COGNITO_USER_POOLS' ? [...(caller.groups ?? [])].sort() : [];
  const conditions = conditionVariables(operation).map((name) => [name, variables[name] ?? null]);
  return createHash('sha256')
    .update(JSON.stringify([request.query, operation.operation.name?.value ?? null, caller.mode, groups, conditions]))
    .digest('base64url');
}

/** Any directive makes every variable count: `@skip` and `@include` may sit in a fragment. */
function conditionVariables({ document, operation }: Operation): readonly string[] {
  const directives: string[] = [];
  visit(document, { Directive: (node) => void directives.push(node.name.value) });
  if (directives.length === 0) return [];
  return (operation.variableDefinitions ?? []).map((definition) => definition.variable.name.value);
}

function refuse({ errorType, message }: Pick<RequestRejection, 'errorType' | 'message'>): Answer {
  return { errors: [{ errorType, message, path: null, locations: null }] };
}
