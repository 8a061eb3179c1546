import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../../base/Clock.ts';
import type { PersistentMap } from '../../storage/PersistentMap.ts';
import { notAuthorized } from './CognitoError.ts';

/** One sign-in, from the password to the last token that comes of it. */
export interface SignInSession {
  /** `origin_jti` of its tokens. */
  readonly id: string;
  readonly sub: string;
  readonly clientId: string;
  readonly refreshTokenHash: string;
  /** Epoch seconds: `auth_time`. */
  readonly authTime: number;
  /** Epoch milliseconds; of the refresh token. */
  readonly expiresAt: number;
  readonly revoked: boolean;
}

export interface Sessions {
  open(sub: string, clientId: string, refreshTokenSeconds: number): { session: SignInSession; refreshToken: string };
  byId(id: string): SignInSession | undefined;
  byRefreshToken(refreshToken: string): SignInSession | undefined;
  revoke(id: string): void;
  revokeAllOf(sub: string): void;
  removeAllOf(sub: string): void;
}

/** Access tokens live for a day at most, and have to be known as revoked until then. */
const day = 86_400_000;

export function createSessions(sessions: PersistentMap<SignInSession>, clock: Clock): Sessions {
  const idsOfSub = new Map<string, Set<string>>();
  for (const [id, session] of sessions.entries()) {
    if (session.expiresAt + day < clock.now()) sessions.delete(id);
    else index(session);
  }

  function index({ sub, id }: SignInSession): void {
    const ids = idsOfSub.get(sub) ?? new Set();
    idsOfSub.set(sub, ids.add(id));
  }

  function revoke(id: string): void {
    const session = sessions.get(id);
    if (session !== undefined && !session.revoked) sessions.set(id, { ...session, revoked: true });
  }

  return {
    open(sub, clientId, refreshTokenSeconds) {
      const id = randomUUID();
      const refreshToken = `${Buffer.from(id).toString('base64url')}.${randomBytes(192).toString('base64url')}`;
      const now = clock.now();
      const session: SignInSession = {
        id,
        sub,
        clientId,
        refreshTokenHash: hashOf(refreshToken),
        authTime: Math.floor(now / 1_000),
        expiresAt: now + 1_000 * refreshTokenSeconds,
        revoked: false,
      };
      sessions.set(id, session);
      index(session);
      return { session, refreshToken };
    },
    byId: (id) => sessions.get(id),
    byRefreshToken(refreshToken) {
      const [id = ''] = refreshToken.split('.');
      const session = sessions.get(Buffer.from(id, 'base64url').toString());
      return session?.refreshTokenHash === hashOf(refreshToken) ? session : undefined;
    },
    revoke,
    revokeAllOf(sub) {
      for (const id of idsOfSub.get(sub) ?? []) revoke(id);
    },
    removeAllOf(sub) {
      for (const id of idsOfSub.get(sub) ?? []) sessions.delete(id);
      idsOfSub.delete(sub);
    },
  };
}

/** @throws CognitoError for a session whose refresh token is of no use any more */
export function assertRefreshable(session: SignInSession, clock: Clock): void {
  if (session.revoked) throw notAuthorized('Refresh Token has been revoked');
  if (clock.now() >= session.expiresAt) throw notAuthorized('Refresh Token has expired');
}

/** A token has 192 random bytes: a plain hash cannot be reversed by trying. */
function hashOf(refreshToken: string): string {
  return createHash('sha256').update(refreshToken).digest('base64url');
}
