import type {
  Evaluation,
  ResolverCode,
  ResolverContext,
  ResolverError,
} from 'messaging-local/appsync/js/handler/ResolverCode.ts';
import { loadResolverCode } from 'messaging-local/appsync/js/loadResolverCode.ts';
import { bundleResolver } from '../../infra/build/bundleResolver.ts';
import { aResolverContext, resolverId, resolverNow, type ContextMembers } from '../support/aResolverContext.ts';

/** An error of AppSync's DynamoDB data source, whose text is not for clients. */
export const sourceError = {
  type: 'DynamoDB:ProvisionedThroughputExceededException',
  message: 'The level of configured provisioned throughput for arn:aws:dynamodb:…:table/Messaging-Users was exceeded.',
};

/** The answer to every failure of a source that the caller did not cause. */
export const unavailable: ResolverError = {
  message: 'The service cannot answer now. Please try again.',
  errorType: 'Unavailable',
  data: null,
  errorInfo: { requestId: resolverId },
};

/** The bundle that is deployed, run handler by handler. */
export class BundledResolver {
  readonly #field: string;
  readonly #code: ResolverCode;

  /** @param path under `resolvers/`, without `.ts` */
  constructor(path: string, field: string = path) {
    this.#field = field;
    this.#code = loadResolverCode(bundleResolver(path), {
      name: path,
      clock: { now: () => resolverNow },
      randomUUID: () => resolverId,
    });
  }

  context(members: ContextMembers = {}): ResolverContext {
    return aResolverContext(this.#field, members);
  }

  request(members: ContextMembers = {}): Evaluation {
    return this.#code.invoke('request', this.context(members));
  }

  response(members: ContextMembers = {}): Evaluation {
    return this.#code.invoke('response', this.context(members));
  }

  /** Runs a handler in the context of a test; the handler changes the stash of the context. */
  invoke(handler: 'request' | 'response', context: ResolverContext): Evaluation {
    return this.#code.invoke(handler, context);
  }
}

export const valueOf = ({ outcome }: Evaluation): unknown => {
  if (outcome.kind !== 'value') throw new Error(`The handler did not return a value: ${JSON.stringify(outcome)}`);
  return outcome.value;
};

export const earlyValueOf = ({ outcome }: Evaluation): unknown => {
  if (outcome.kind !== 'earlyReturn') throw new Error(`The handler did not return early: ${JSON.stringify(outcome)}`);
  return outcome.value;
};

export const errorOf = ({ outcome }: Evaluation): ResolverError => {
  if (outcome.kind !== 'error') throw new Error(`The handler did not fail: ${JSON.stringify(outcome)}`);
  return outcome.error;
};
