/** The start of usernames that cannot be registered. */
export const deletedUsernamePrefix = 'deleted-';

/** The public profile of a deleted account. Its id and messages do not change. */
export const deletedAccount = (userId: string): { username: string; displayName: string } => ({
  username: `${deletedUsernamePrefix}${userId}`,
  displayName: 'Deleted user',
});
