export type UserStatus = 'UNCONFIRMED' | 'CONFIRMED' | 'RESET_REQUIRED' | 'FORCE_CHANGE_PASSWORD';

/** A user as stored. */
export interface User {
  readonly sub: string;
  /** Lower-case in a pool that is not case-sensitive. */
  readonly username: string;
  readonly status: UserStatus;
  readonly enabled: boolean;
  /** Without `sub`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly password: StoredPassword;
  readonly groups: readonly string[];
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** Hexadecimal numbers: the password cannot be read from them. */
export interface StoredPassword {
  readonly salt: string;
  readonly verifier: string;
  /** Epoch milliseconds; of a temporary password. */
  readonly expiresAt?: number;
}

/** Attributes as triggers, tokens and answers have them. */
export function withSub(user: User): Record<string, string> {
  return { sub: user.sub, ...user.attributes };
}

export function hasVerifiedEmail(user: User): boolean {
  return user.attributes['email'] !== undefined && user.attributes['email_verified'] === 'true';
}
