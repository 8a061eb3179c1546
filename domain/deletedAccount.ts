/** Nobody can register a name that begins so. */
export const deletedUsernamePrefix = 'deleted-';

/** How everybody sees who deleted his account. The id stays what it was, and so do the messages. */
export const deletedAccount = (userId: string): { username: string; displayName: string } => ({
  username: `${deletedUsernamePrefix}${userId}`,
  displayName: 'Deleted user',
});
