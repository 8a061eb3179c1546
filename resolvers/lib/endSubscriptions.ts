import { extensions } from '@aws-appsync/utils';

interface Ending {
  userId: string;
  /** Sign-ins up to this second have ended; seconds since the epoch. All sign-ins when absent. */
  signedOutAt?: number;
}

/** In the year 2286. */
const afterEverySignIn = 9_999_999_999;

/**
 * Ends a user's open subscriptions: their invalidation filter is in Subscription.onMessage.ts. The parameter is taken
 * whole: AppSync type-checks the bundle, where a destructured parameter makes each of its properties required.
 */
export const endSubscriptions = (ending: Ending): void => {
  extensions.invalidateSubscriptions({
    subscriptionField: 'onMessage',
    payload: { userId: ending.userId, signedOutAt: ending.signedOutAt ?? afterEverySignIn },
  });
};
