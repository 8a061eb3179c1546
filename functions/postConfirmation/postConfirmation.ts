import type { PostConfirmationTriggerEvent } from 'aws-lambda';
import { putProfile, type ProfileDeps } from '../lib/accounts/putProfile.ts';

/**
 * Creates the profile of a person who has confirmed the sign-up, whichever client the sign-up came from. Cognito may call
 * a trigger again.
 */
export const postConfirmation =
  (deps: ProfileDeps) =>
  async (event: PostConfirmationTriggerEvent): Promise<PostConfirmationTriggerEvent> => {
    // The trigger also runs after a forgotten password.
    if (event.triggerSource !== 'PostConfirmation_ConfirmSignUp') return event;
    const { sub, name } = event.request.userAttributes;
    if (sub === undefined) throw new Error('The event names no person.');
    await putProfile(deps, { userId: sub, username: event.userName, name });
    return event;
  };
