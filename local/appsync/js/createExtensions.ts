import { UnsupportedFeatureError } from '../../base/UnsupportedFeatureError.ts';
import { toObject, toText } from './handler/arguments.ts';
import type { HandlerRun } from './handler/HandlerRun.ts';
import type { HostFunctions } from './handler/HostFunctions.ts';

/**
 * https://docs.aws.amazon.com/appsync/latest/devguide/extensions-js.html. What AWS does with a call in another place
 * than the documented one is unknown, so it is refused.
 */
export function createExtensions(currentRun: () => HandlerRun): HostFunctions {
  const runIn = (type: 'Mutation' | 'Subscription', name: string): HandlerRun => {
    const run = currentRun();
    if (run.handler !== 'response' || run.context.info.parentTypeName !== type) {
      throw new UnsupportedFeatureError(`extensions.${name} outside the response handler of a ${type} field`);
    }
    return run;
  };
  return {
    setSubscriptionFilter: (filter) => {
      const run = runIn('Subscription', 'setSubscriptionFilter');
      run.filters.subscriptionFilter = filter;
    },
    setSubscriptionInvalidationFilter: (filter) => {
      const run = runIn('Subscription', 'setSubscriptionInvalidationFilter');
      run.filters.subscriptionInvalidationFilter = filter;
    },
    invalidateSubscriptions: (invalidation) => {
      const { subscriptionField, payload } = toObject(invalidation, 'the invalidation');
      runIn('Mutation', 'invalidateSubscriptions').invalidations.push({
        subscriptionField: toText(subscriptionField, 'subscriptionField'),
        payload: toObject(payload, 'payload'),
      });
    },
    evictFromApiCache: () => {
      throw new UnsupportedFeatureError('extensions.evictFromApiCache');
    },
  };
}
