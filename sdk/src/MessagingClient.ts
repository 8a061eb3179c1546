import type { Api, Arguments, FieldName, Value } from './Api.ts';
import type { ConnectionState } from './connection/ConnectionState.ts';
import type { Message } from './models.ts';
import type { Observable } from './Observable.ts';
import type { SessionState, SignedOutReason } from './session/SessionState.ts';
import type { Timeline } from './store/Timeline.ts';
import type { OutgoingItem } from './store/TimelineItem.ts';
import type { ConversationList } from './store/toConversationList.ts';

/** A message that was handed to the outbox. */
export interface OutgoingMessage {
  readonly clientMessageId: string;
  readonly conversationId: string;
  /** Settles when the server has stored the message, or when sending it failed for good. */
  readonly stored: () => Promise<Message>;
}

type SendArguments<Name extends 'sendMessage' | 'sendGroupMessage'> = Omit<Arguments<Name>, 'clientMessageId'> & {
  /** A UUID or ULID; made when it is left out. */
  readonly clientMessageId?: string;
};

/** Fields that the client answers otherwise than the API does. */
type Replaced =
  | 'authenticateUser'
  | 'signOut'
  | 'deleteAccount'
  | 'changePassword'
  | 'sendMessage'
  | 'sendGroupMessage'
  | 'markRead'
  | 'refreshSession'
  | 'checkMessages';

/**
 * The whole SDK: every field of the API under its own name, with what each means for sessions, conversations and
 * messages here. `api` has the same fields without any of that.
 */
export interface MessagingClient extends Omit<Api, Replaced> {
  readonly api: Api;
  readonly session: Observable<SessionState>;
  readonly connection: Observable<ConnectionState>;
  /** Conversations by activity, with the unread messages of all. */
  readonly conversationList: Observable<ConversationList>;
  /** Messages that were not sent yet, of all conversations, in order. */
  readonly outbox: Observable<readonly OutgoingItem[]>;

  /** Resolves when the storage was read and it is known whether somebody is signed in. */
  readonly opened: () => Promise<SessionState>;
  /** Signs in. The session is kept in the storage. */
  readonly authenticateUser: (credentials: Arguments<'authenticateUser'>) => Promise<void>;
  /** Ends every session of the account, everywhere. */
  readonly signOut: () => Promise<void>;
  /** Forgets the session on this device, without asking the server. */
  readonly forgetSession: () => Promise<void>;
  /** Changes the password, which ends every session, and signs in again with the new one. */
  readonly changePassword: (passwords: Arguments<'changePassword'>) => Promise<void>;
  readonly deleteAccount: () => Promise<void>;
  /** Calls the listener when the session ended, with the reason. */
  readonly onSignedOut: (listener: (reason: SignedOutReason) => void) => () => void;

  /** Stays connected from now on, whoever signs in. Resolves when the connection is live for the first time. */
  readonly connect: () => Promise<void>;
  readonly disconnect: () => void;
  /** Ends everything that runs. What is kept in the storage stays. */
  readonly close: () => Promise<void>;

  /** Shows and keeps the message at once, and sends it as soon as it can. */
  readonly sendMessage: (message: SendArguments<'sendMessage'>) => Promise<OutgoingMessage>;
  readonly sendGroupMessage: (message: SendArguments<'sendGroupMessage'>) => Promise<OutgoingMessage>;
  /** Sends a failed message once more, behind everything that waits. */
  readonly resend: (clientMessageId: string) => Promise<OutgoingMessage | undefined>;
  /** Drops a failed message. */
  readonly discard: (clientMessageId: string) => Promise<void>;

  /** The id of the direct conversation with a person, which may have no message yet. */
  readonly conversationWith: (userId: string) => string;
  /** The messages of a conversation. The same object for the same conversation. */
  readonly timeline: (conversationId: string) => Timeline;
  /** Loads the next page of `conversationList`. */
  readonly loadConversations: () => Promise<void>;
  /** Shown at once; sent when the network allows, the last one of several. */
  readonly markRead: (args: Arguments<'markRead'>) => void;
}

export type { Api, Arguments, FieldName, Value };
