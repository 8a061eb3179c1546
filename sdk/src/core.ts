export type { Api, Arguments, FieldName, Value } from './Api.ts';
export type { ConnectionState } from './connection/ConnectionState.ts';
export { createMessagingClient, type MessagingClientOptions } from './createMessagingClient.ts';
export type { DebugEvent, OnDebug } from './DebugEvent.ts';
export { toEndpoints, type Endpoints } from './Endpoints.ts';
export type {
  Environment,
  Fetch,
  FetchInit,
  FetchResponse,
  RandomSource,
  Signal,
  Signals,
  Socket,
  SocketConstructor,
  SocketEvent,
  Timers,
} from './Environment.ts';
export type { MessagingClient, OutgoingMessage } from './MessagingClient.ts';
export {
  MessagingError,
  type MessagingErrorDetails,
  type MessagingErrorReason,
  type MessagingErrorType,
} from './MessagingError.ts';
export type {
  AuthSession,
  Block,
  Conversation,
  ConversationKind,
  Group,
  GroupMembership,
  GroupRole,
  HiddenReason,
  Message,
  User,
} from './models.ts';
export type { Observable } from './Observable.ts';
export type { TokenProvider, UserPool } from './session/Session.ts';
export type { SessionState, SignedOutReason } from './session/SessionState.ts';
export type { Tokens } from './session/StoredSession.ts';
export { createIndexedDbStorage } from './storage/createIndexedDbStorage.ts';
export { createMemoryStorage } from './storage/createMemoryStorage.ts';
export type { Storage, StorageChanges, StoredValue } from './storage/Storage.ts';
export type { Timeline, TimelineState } from './store/Timeline.ts';
export type { OutgoingItem, StoredItem, TimelineItem } from './store/TimelineItem.ts';
export type { ConversationList } from './store/toConversationList.ts';
export { createBrowserChannel, createMemoryChannels, type Channel, type Notice } from './tabs/Channel.ts';
export { createBrowserLocks, createMemoryLocks, type Locks } from './tabs/Locks.ts';
