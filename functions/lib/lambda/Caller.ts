/** Who asks, as the resolver read it from the token: resolvers/lib/callerOf.ts. */
export interface Caller {
  readonly userId: string;
  readonly username: string;
  /** When the person typed the password, in seconds since the epoch. */
  readonly authTime: number;
}
