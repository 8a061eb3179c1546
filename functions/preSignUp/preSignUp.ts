import type { PreSignUpTriggerEvent } from 'aws-lambda';
import { usernameRule } from '../../domain/username.ts';
import { isUsername } from '../lib/accounts/isUsername.ts';

/** The username rule for everybody, also for frontends that sign up straight at the user pool. */
export const preSignUp = async (event: PreSignUpTriggerEvent): Promise<PreSignUpTriggerEvent> => {
  if (!isUsername(event.userName)) throw new Error(usernameRule);
  return event;
};
