/**
 * The form in which a username is kept, shown and looked up. A user pool without regard to case does the same:
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-case-sensitivity.html
 */
export const toUsername = (typed: string): string => typed.toLowerCase();
