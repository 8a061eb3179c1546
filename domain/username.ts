/**
 * The form in which a username is stored, shown and looked up. A case-insensitive user pool does the same:
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-case-sensitivity.html
 */
export const toUsername = (typed: string): string => typed.toLowerCase();

/** The text of the refusal of a name that is, or was, in use. */
export const usernameTaken = 'This username is taken.';

/** The text of a refusal. */
export const usernameRule =
  'A username has 3 to 64 characters of A-Z, a-z, 0-9, _, . and -, and does not begin with deleted-.';
