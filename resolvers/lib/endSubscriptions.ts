import { extensions } from '@aws-appsync/utils';

interface Ending {
  userId: string;
  /** The last second, since the epoch, whose sign-ins are over; every one when left out. */
  signedOutAt?: number;
}

/** In the year 2286. */
const afterEverySignIn = 9_999_999_999;

/** Ends a person's open subscriptions: their invalidation filter is in Subscription.onMessage.ts. */
export const endSubscriptions = ({ userId, signedOutAt }: Ending): void => {
  extensions.invalidateSubscriptions({
    subscriptionField: 'onMessage',
    payload: { userId, signedOutAt: signedOutAt ?? afterEverySignIn },
  });
};
