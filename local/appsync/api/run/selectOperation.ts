import type { OperationDefinitionNode } from 'graphql';
import type { GraphqlRequest, RequestRejection } from './GraphqlApi.ts';
import type { ParsedDocument } from './parseDocument.ts';

export const unparsable: RequestRejection = {
  status: 400,
  errorType: 'MalformedHttpRequestException',
  message: 'Unable to parse GraphQL query.',
};

/** The operation that a request means. An empty operationName counts as none, as in graphql-java. */
export function selectOperation(
  parsed: ParsedDocument | undefined,
  request: GraphqlRequest,
): { readonly operation: OperationDefinitionNode } | { readonly rejection: RequestRejection } {
  const [first, second] = parsed?.operations ?? [];
  if (first === undefined) return { rejection: unparsable };
  const wanted = request.operationName ?? '';
  if (wanted === '') {
    return second === undefined ? { operation: first } : { rejection: badRequest('Missing operation name.') };
  }
  const named = parsed?.operations.find((operation) => operation.name?.value === wanted);
  // The text is unconfirmed.
  return named === undefined ? { rejection: badRequest('Unknown operation name.') } : { operation: named };
}

function badRequest(message: string): RequestRejection {
  return { status: 400, errorType: 'BadRequestException', message };
}
