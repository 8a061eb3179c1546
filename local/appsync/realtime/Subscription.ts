import type { AcceptedSubscription } from '../api/run/GraphqlApi.ts';
import { assertSubscriptionFilter } from '../api/run/SubscriptionFilter.ts';
import { createArgumentFilter, createEnhancedFilter, type MessageFilter } from './MessageFilter.ts';
import type { FrameError } from './protocol.ts';

/** A subscription that has been acknowledged on a socket. */
export interface Subscription {
  /** Chosen by the client, unique on its socket. */
  readonly id: string;
  readonly accepted: AcceptedSubscription;
  readonly filters: SubscriptionFilters;
  /** Writes without waiting; does nothing once the subscription has ended. */
  send(frame: string): void;
  /** Ends it with an `error` frame. */
  fail(error: FrameError): void;
  /** Ends it with `complete` and closes its socket. */
  invalidate(): void;
}

export interface SubscriptionFilters {
  readonly messages: MessageFilter;
  readonly invalidations: MessageFilter | null;
}

/**
 * @throws InvalidSubscriptionFilterError for a filter that AppSync does not take.
 * @throws UnsupportedFeatureError for a filter that this runtime does not have.
 */
export function createSubscriptionFilters(accepted: AcceptedSubscription): SubscriptionFilters {
  const { filter, invalidationFilter } = accepted;
  return {
    messages:
      filter === undefined
        ? createArgumentFilter(accepted.arguments)
        : createEnhancedFilter(assertSubscriptionFilter(filter)),
    invalidations:
      invalidationFilter === undefined ? null : createEnhancedFilter(assertSubscriptionFilter(invalidationFilter)),
  };
}
