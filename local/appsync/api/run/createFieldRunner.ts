import type { GraphQLResolveInfo } from 'graphql';
import type { Evaluation, ResolverContext, ResolverError } from '../../js/handler/ResolverCode.ts';
import type { FieldCall, RunField } from './attachResolvers.ts';
import { FieldError, fieldError } from './FieldError.ts';
import { rekeyResponse } from './rekeyResponse.ts';
import type { RequestState } from './RequestState.ts';
import { runResolver } from './runResolver.ts';
import { toSelectionSetGraphQL, toSelectionSetList } from './selectionSet.ts';
import { assertSubscriptionFilter, InvalidSubscriptionFilterError } from './SubscriptionFilter.ts';
import { locationsOf, toKeys } from './toErrorEntry.ts';

/** What `console.log` and `console.error` of a resolver wrote. */
export interface ResolverLog {
  readonly requestId: string;
  /** `Type.field`, or `Type.field/function`. */
  readonly origin: string;
  readonly level: 'log' | 'error';
  readonly text: string;
}

/** Documented limit of `extensions.invalidateSubscriptions` per request. */
const maxInvalidations = 5;

/** Runs resolvers in their place in a request: builds their context, and places what they did beside the value. */
export function createFieldRunner(options: {
  readonly environment: Readonly<Record<string, string>>;
  readonly onLog: (line: ResolverLog) => void;
}): RunField {
  return async (plan, call) => {
    const { info, request } = call;
    const context = createContext(call, options.environment);
    const observe = (evaluation: Evaluation, origin: string): void => {
      for (const line of evaluation.logs) options.onLog({ requestId: request.requestId, origin, ...line });
      place(evaluation, info, request);
    };
    try {
      return await runResolver(plan, { request, context, observe });
    } catch (error) {
      if (error instanceof FieldError) throw new FieldError(withSelectedData(error.entry, info));
      request.failure ??= error instanceof Error ? error : new Error(String(error));
      throw fieldError('InternalFailure', 'An internal failure occurred.');
    }
  };
}

function createContext(
  { source, args, info, request }: FieldCall,
  environment: Readonly<Record<string, string>>,
): ResolverContext {
  return {
    arguments: args,
    identity: request.identity,
    source: source ?? null,
    stash: {},
    prev: null,
    info: {
      fieldName: info.fieldName,
      parentTypeName: info.parentType.name,
      variables: request.variables,
      // Read by few resolvers, and dear: made when asked for.
      get selectionSetList() {
        return toSelectionSetList(info);
      },
      get selectionSetGraphQL() {
        return toSelectionSetGraphQL(info);
      },
    },
    request: { headers: request.headers, domainName: null },
    env: environment,
  };
}

function place(evaluation: Evaluation, info: GraphQLResolveInfo, request: RequestState): void {
  for (const error of evaluation.appendedErrors) {
    const { message, errorType, data, errorInfo } = withSelectedData(error, info);
    request.appendedErrors.push({
      path: toKeys(info.path),
      data: data ?? null,
      errorType,
      errorInfo: errorInfo ?? null,
      locations: locationsOf(info.fieldNodes),
      message,
    });
  }
  Object.assign(request.responseHeaders, evaluation.responseHeaders);
  request.subscriptionFilter = checkedFilter(evaluation.subscriptionFilter) ?? request.subscriptionFilter;
  request.subscriptionInvalidationFilter =
    checkedFilter(evaluation.subscriptionInvalidationFilter) ?? request.subscriptionInvalidationFilter;
  request.invalidations.push(...evaluation.invalidations);
  if (request.invalidations.length > maxInvalidations) {
    throw fieldError('LimitExceeded', 'A request may invalidate subscriptions at most 5 times.');
  }
}

/** AppSync answers an invalid filter with an error of the subscription; its type and text are unconfirmed. */
function checkedFilter(filter: unknown): unknown {
  if (filter === undefined) return undefined;
  try {
    return assertSubscriptionFilter(filter);
  } catch (error) {
    if (error instanceof InvalidSubscriptionFilterError) throw fieldError('BadRequestException', error.message);
    throw error;
  }
}

/** `data` of an error is filtered by the field's selection set; `errorInfo` is not. */
function withSelectedData(error: ResolverError, info: GraphQLResolveInfo): ResolverError {
  if (error.data === null || error.data === undefined) return error;
  const selections = info.fieldNodes.flatMap((node) => node.selectionSet?.selections ?? []);
  return { ...error, data: rekeyResponse(error.data, selections, { source: info, keyedBy: 'name' }) };
}
