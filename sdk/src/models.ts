import type * as Schema from './generated/types.ts';

export type {
  AuthSession,
  Block,
  ConversationKind,
  GroupMembership,
  GroupRole,
  HiddenReason,
  Message,
  User,
} from './generated/types.ts';

/** A group without its members, which come page by page with `group`. */
export type Group = Omit<Schema.Group, 'members'>;
export type Conversation = Omit<Schema.Conversation, 'group'> & { readonly group: Group | null };
