import type { PreSignUpTriggerEvent } from 'aws-lambda';
import { patterns } from '../../domain/patterns.ts';

const username = new RegExp(`^(?:${patterns.username})$`);

/** The username rule for everybody, also for frontends that sign up straight at the user pool. */
export const preSignUp = async (event: PreSignUpTriggerEvent): Promise<PreSignUpTriggerEvent> => {
  if (!username.test(event.userName)) {
    throw new Error('A username has 3 to 64 characters of A-Z, a-z, 0-9, _, . and -.');
  }
  return event;
};
