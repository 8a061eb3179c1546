import type { MessagingError } from './MessagingError.ts';

/** What `onDebug` reports: never a text, a token or an address. */
export type DebugEvent =
  | { readonly kind: 'connection'; readonly state: string }
  | { readonly kind: 'session'; readonly status: string; readonly reason?: string | undefined }
  | { readonly kind: 'page'; readonly messages: number; readonly changed: number; readonly hasMore: boolean }
  | { readonly kind: 'hole'; readonly conversationId: string; readonly afterSeq: number; readonly beforeSeq: number }
  | { readonly kind: 'retry'; readonly of: string; readonly attempt: number; readonly delayMs: number }
  | { readonly kind: 'failure'; readonly of: string; readonly error: MessagingError };

export type OnDebug = (event: DebugEvent) => void;
