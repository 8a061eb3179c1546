import type { PostConfirmationTriggerEvent } from 'aws-lambda';
import { endSessions, nextSecond, type SessionDeps } from '../lib/accounts/endSessions.ts';
import { putProfile, type ProfileDeps } from '../lib/accounts/putProfile.ts';

export interface PostConfirmationDeps extends SessionDeps, ProfileDeps {
  /** Has AppSync end the subscriptions of the sessions that are over. */
  readonly endSubscriptions: (userId: string, signedOutAt: number) => Promise<void>;
}

interface Confirmed {
  readonly userId: string;
  readonly event: PostConfirmationTriggerEvent;
}

const createProfile = (deps: PostConfirmationDeps, { userId, event }: Confirmed): Promise<void> =>
  putProfile(deps, { userId, username: event.userName, name: event.request.userAttributes['name'] });

/** Who reset the password has the account alone (P15), whichever client the reset came from. */
const endEverySession = async (deps: PostConfirmationDeps, { userId, event }: Confirmed): Promise<void> => {
  const at = await endSessions(deps, { userPoolId: event.userPoolId, userId, username: event.userName });
  await Promise.all([deps.endSubscriptions(userId, at), nextSecond(deps.timing, at)]);
};

/**
 * Creates the profile of a person who has confirmed the sign-up, and ends the sessions of one who has reset the password.
 * Cognito may call a trigger again.
 */
export const postConfirmation =
  (deps: PostConfirmationDeps) =>
  async (event: PostConfirmationTriggerEvent): Promise<PostConfirmationTriggerEvent> => {
    const { sub } = event.request.userAttributes;
    if (sub === undefined) throw new Error('The event names no person.');
    const confirmed = { userId: sub, event };
    if (event.triggerSource === 'PostConfirmation_ConfirmSignUp') await createProfile(deps, confirmed);
    if (event.triggerSource === 'PostConfirmation_ConfirmForgotPassword') await endEverySession(deps, confirmed);
    return event;
  };
