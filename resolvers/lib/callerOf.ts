import type { AppSyncIdentityCognito, Context } from '@aws-appsync/utils';

/** Who asks, by the token alone (P1). */
export interface Caller {
  userId: string;
  username: string;
  /** When the person typed the password, in seconds since the epoch; a refreshed token keeps it. */
  authTime: number;
}

export const callerOf = (ctx: Context): Caller => {
  const identity = ctx.identity as AppSyncIdentityCognito;
  const claims = identity.claims as Record<string, unknown>;
  return { userId: identity.sub, username: identity.username, authTime: claims['auth_time'] as number };
};
