import type { AppSyncIdentityCognito, Context, Identity } from '@aws-appsync/utils';

/** The user who makes the request, identified by the token alone (P1). */
export interface Caller {
  userId: string;
  username: string;
  /** Time of the sign-in in seconds since the epoch; a refreshed token keeps it. */
  authTime: number;
}

interface TokenIdentity extends Pick<AppSyncIdentityCognito, 'sub' | 'username'> {
  claims: { auth_time: number };
}

const toCaller = (identity: Identity): Caller => {
  const { sub, username, claims } = identity as TokenIdentity;
  return { userId: sub, username, authTime: claims.auth_time };
};

const toClaims = (identity: Identity): unknown => (identity as AppSyncIdentityCognito | null)?.claims;

export const callerOf = ({ identity }: Pick<Context, 'identity'>): Caller => toCaller(identity);

/** A request with an API key has no identity; the identity of a request with IAM has no claims. */
export const hasCaller = ({ identity }: Pick<Context, 'identity'>): boolean => !!toClaims(identity);
