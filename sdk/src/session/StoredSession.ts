import type { AuthSession } from '../models.ts';
import type { Storage } from '../storage/Storage.ts';
import type { SignedOutReason } from './SessionState.ts';

/** Tokens as a sign-in gives them. */
export type Tokens = Pick<AuthSession, 'accessToken' | 'expiresIn' | 'userId'> & {
  readonly refreshToken: string | null;
};

export interface StoredSession {
  readonly userId: string;
  readonly username?: string | undefined;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Milliseconds since the epoch, by the clock of this device. */
  readonly expiresAt: number;
  /** Where the tokens are refreshed: the API refuses those of the user pool's web client. */
  readonly via: 'api' | 'userPool';
}

interface EndedSession {
  readonly userId: string;
  readonly reason: SignedOutReason;
}

export type SessionRecord = StoredSession | EndedSession;

export const isEnded = (record: SessionRecord): record is EndedSession => 'reason' in record;

const sessionKey = 'session';

export const readSession = async (storage: Storage): Promise<SessionRecord | undefined> => {
  const [entry] = await storage.read(sessionKey);
  return entry?.[1] as SessionRecord | undefined;
};

/** Everything of one person begins with this. */
export const userPrefix = (userId: string): string => `user/${userId}/`;

const cachePrefixes = (userId: string): string[] =>
  ['conversation/', 'message/', 'cursor'].map((name) => userPrefix(userId) + name);

/** A sign-in of somebody else removes everything of the person before. */
export const writeSession = async (storage: Storage, session: StoredSession): Promise<void> => {
  const before = await readSession(storage);
  const clear = before && before.userId !== session.userId ? [userPrefix(before.userId)] : [];
  await storage.write({ clear, set: [[sessionKey, session]] });
};

/** What was read is removed with the session. Messages not sent yet stay, unless the person signed out here. */
export const writeEnd = (storage: Storage, { userId, reason }: EndedSession): Promise<void> => {
  const clear = reason === 'here' ? [userPrefix(userId)] : cachePrefixes(userId);
  return storage.write({ clear, set: [[sessionKey, { userId, reason }]] });
};
