/**
 * The form in which a username is kept, shown and looked up. A user pool without regard to case does the same:
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-case-sensitivity.html
 */
export const toUsername = (typed: string): string => typed.toLowerCase();

/** What a refusal says of a name that somebody has, or had. */
export const usernameTaken = 'This username is taken.';

/** What a refusal says. */
export const usernameRule =
  'A username has 3 to 64 characters of A-Z, a-z, 0-9, _, . and -, and does not begin with deleted-.';
