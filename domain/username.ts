/** Usernames are unique without regard to case: the form in which they are looked up. */
export const usernameKey = (username: string): string => username.toLowerCase();
