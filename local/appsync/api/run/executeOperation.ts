import {
  execute,
  GraphQLError,
  Kind,
  type DocumentNode,
  type ExecutionResult,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { GraphqlErrorEntry, GraphqlResponse } from './GraphqlApi.ts';
import type { RequestState } from './RequestState.ts';
import { selectedFields } from './selectionSet.ts';
import { toErrorEntry } from './toErrorEntry.ts';
import { toVariableMessage } from './toVariableMessage.ts';

export interface Operation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly rootValue?: unknown;
}

/** Runs an operation over a schema whose fields have their behaviour, and writes the errors as AppSync does. */
export async function executeOperation(
  schema: GraphQLSchema,
  { document, operation, rootValue }: Operation,
  request: RequestState,
): Promise<GraphqlResponse> {
  const result = await guardStack(() =>
    execute({
      schema,
      document,
      rootValue,
      contextValue: request,
      variableValues: request.variables,
      operationName: operation.name?.value ?? null,
    }),
  );
  const errors = [...toEntries(result, schema), ...request.appendedErrors];
  const data = result.data ?? null;
  return errors.length === 0 ? { data } : { data, errors };
}

/** A selection nested more deeply than the stack ends in an error, not in the end of the process. */
async function guardStack(run: () => ExecutionResult | Promise<ExecutionResult>): Promise<ExecutionResult> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { data: null, errors: [new GraphQLError('The query is nested too deeply.')] };
  }
}

function toEntries(result: ExecutionResult, schema: GraphQLSchema): GraphqlErrorEntry[] {
  const beforeExecution = result.data === undefined;
  return (result.errors ?? []).map((error) => {
    const entry = toErrorEntry(error, schema);
    return beforeExecution ? { ...entry, message: toVariableMessage(error.message) } : entry;
  });
}

/** The fragments of a document by name. */
export function fragmentsOf(document: DocumentNode): Readonly<Record<string, FragmentDefinitionNode>> {
  return Object.fromEntries(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  );
}

/** The root fields that an operation names, fragments opened, `@skip` and `@include` left aside. */
export function rootFieldsOf({ document, operation }: Operation): FieldNode[] {
  return selectedFields(operation.selectionSet.selections, { fragments: fragmentsOf(document) }).filter(
    (field) => !field.name.value.startsWith('__'),
  );
}
