import { extensions } from '@aws-appsync/utils';

/** Ends a person's open subscriptions: their invalidation filter is in Subscription.onMessage.ts. */
export const endSubscriptions = (userId: string): void => {
  extensions.invalidateSubscriptions({ subscriptionField: 'onMessage', payload: { userId } });
};
