import type { MessagingError } from '../MessagingError.ts';

export type ConnectionState =
  /** Not asked to connect, or nobody is signed in. */
  | { readonly status: 'idle' }
  | { readonly status: 'connecting' }
  /** The subscription stands; what was missed is being fetched. */
  | { readonly status: 'catchingUp' }
  /** Everything that was sent is here, or comes by the socket. */
  | { readonly status: 'live' }
  /** Will try again at `retryAt`, in milliseconds since the epoch. */
  | { readonly status: 'waiting'; readonly retryAt: number; readonly error: MessagingError }
  /** The device says that it has no network. */
  | { readonly status: 'offline' };
