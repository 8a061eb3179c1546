import type { ErrorType } from '../../domain/ErrorType.ts';
import type { GroupRole } from '../../domain/groupPolicy.ts';
import type { HeadItem, MessageItem, UserItem } from '../../domain/items.ts';
import { assertSignedIn } from '../../functions/lib/accounts/assertSignedIn.ts';
import type { Caller } from '../../functions/lib/lambda/Caller.ts';
import { DomainError } from '../../functions/lib/lambda/DomainError.ts';
import type { Message } from '../../generated/types.ts';

type Writable<Item> = { -readonly [Key in keyof Item]: Item[Key] };

/** A person in a conversation. `fromSeq`, `joinedAt` and `role` are there while he is in it. */
export interface Row {
  readonly userId: string;
  readonly conversationId: string;
  readonly peerId?: string;
  readonly groupId?: string;
  readSeq: number;
  fromSeq?: number;
  joinedAt?: string;
  role?: GroupRole;
  closed?: { fromSeq: number; untilSeq: number; role: GroupRole; joinedAt: string }[];
}

export type Member = Row & { fromSeq: number; joinedAt: string; role: GroupRole };

export interface ModelConversation {
  readonly head: Writable<HeadItem>;
  readonly messages: MessageItem[];
  /** By user id. */
  readonly rows: Map<string, Row>;
  /** Of a group. */
  group?: { readonly id: string; name: string; readonly creation: string; transfer?: string; deletedBy?: string };
}

/** The whole product as plain data: one thing happens after the other, and nothing fails. */
export interface Model {
  /** Milliseconds since the epoch; no two things happen at the same moment. */
  now: number;
  readonly people: Map<string, Writable<UserItem>>;
  /** `blocker blocked` */
  readonly blocks: Set<string>;
  readonly conversations: Map<string, ModelConversation>;
  /** The stored message by `sender clientMessageId`. */
  readonly sendKeys: Map<string, MessageItem>;
  /** What has come over a person's open subscription. */
  readonly sockets: Map<string, Message[]>;
  /** How far a person's device has checked, by conversation. */
  readonly cursors: Map<string, ReadonlyMap<string, number>>;
}

export const createModel = (people: readonly Pick<UserItem, 'userId' | 'username' | 'displayName'>[]): Model => ({
  now: Date.UTC(2026, 0),
  people: new Map(people.map((person) => [person.userId, { ...person, status: 'ACTIVE', createdAt: '' }])),
  blocks: new Set(),
  conversations: new Map(),
  sendKeys: new Map(),
  sockets: new Map(people.map(({ userId }) => [userId, []])),
  cursors: new Map(),
});

export const refuse = (type: ErrorType, reason?: string): never => {
  throw new DomainError(type, '', reason === undefined ? undefined : { reason });
};

export const hasBlocked = ({ blocks }: Model, blocker: string, blocked: string): boolean =>
  blocks.has(`${blocker} ${blocked}`);

export const momentOf = ({ now }: Model): string => new Date(now).toISOString();

/** The caller, whose token is of long ago. */
export const signedIn = (model: Model, userId: string): Caller => {
  const caller = { userId, username: model.people.get(userId)?.username ?? '', authTime: 1 };
  assertSignedIn(model.people.get(userId), caller);
  return caller;
};
