/** Why a session ended: here; by a sign-out or a new password on another device; with its tokens; by an operator. */
export type SignedOutReason = 'here' | 'elsewhere' | 'expired' | 'disabled';

export type SessionState =
  /** The storage has not been read yet. */
  | { readonly status: 'loading' }
  /** Without a reason: nobody has signed in here. */
  | { readonly status: 'signedOut'; readonly reason?: SignedOutReason | undefined }
  | { readonly status: 'signedIn'; readonly userId: string; readonly username?: string | undefined };
