import { OperationTypeNode } from 'graphql';
import type { Caller } from '../../identity/Caller.ts';
import { rootFieldsOf, type Operation } from './executeOperation.ts';
import type { RequestRejection } from './GraphqlApi.ts';
import type { ServedApi } from './ServedApi.ts';

/** IAM decides a whole request: one root field that the role may not call refuses all of it. */
export function authorizeRoots(
  served: ServedApi,
  operation: Operation,
  caller: Caller,
): { readonly rootFields: readonly string[]; readonly rejection?: RequestRejection } {
  const type = rootTypeOf(operation);
  const names = [...new Set(rootFieldsOf(operation).map((field) => field.name.value))];
  const rootFields = names.map((name) => `${type}.${name}`);
  if (caller.mode !== 'AWS_IAM') return { rootFields };
  const denied = names.some((name) => {
    const resource = `${served.configuration.arn}/types/${type}/fields/${name}`;
    return !served.iam.decide({ roleArn: caller.roleArn, action: 'appsync:GraphQL', resource }).allowed;
  });
  if (!denied) return { rootFields };
  return { rootFields, rejection: { status: 401, errorType: 'UnauthorizedException', message: 'Permission denied' } };
}

function rootTypeOf({ operation }: Operation): 'Query' | 'Mutation' | 'Subscription' {
  switch (operation.operation) {
    case OperationTypeNode.QUERY:
      return 'Query';
    case OperationTypeNode.MUTATION:
      return 'Mutation';
    case OperationTypeNode.SUBSCRIPTION:
      return 'Subscription';
  }
}
