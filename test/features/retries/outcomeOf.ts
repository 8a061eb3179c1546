import { MessagingError } from '../../support/MessagingError.ts';

/** What a call answers, or the type of its refusal. */
export const outcomeOf = async (run: Promise<unknown>): Promise<unknown> => {
  try {
    return await run;
  } catch (error) {
    if (error instanceof MessagingError) return error.type;
    throw error;
  }
};
