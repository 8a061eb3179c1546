import { groupConversationId } from '../../../domain/conversationId.ts';
import type { GroupItem, MembershipItem, MessageItem, UserItem } from '../../../domain/items.ts';
import type { Conversation, Group } from '../../../generated/types.ts';
import { readItems, type ItemKey } from '../dynamodb/readItems.ts';
import { countUnread, type UnreadDeps } from './countUnread.ts';
import { loadHiddenSenders } from './loadHiddenSenders.ts';
import { firstVisibleSeq, lastVisibleSeq, type Stay } from './Stay.ts';
import { toShown } from './toShown.ts';

export interface ViewDeps extends UnreadDeps {
  readonly tables: UnreadDeps['tables'] & {
    readonly users: string;
    readonly groups: string;
    readonly groupMemberships: string;
    readonly participants: string;
    readonly conversations: string;
  };
}

/** `Group.members` has a resolver of its own. */
export type ConversationView = Omit<Conversation, 'group'> & { readonly group: Omit<Group, 'members'> | null };

interface Company {
  readonly lastMessage: MessageItem | undefined;
  readonly peer: UserItem | undefined;
  readonly group: GroupItem | undefined;
  readonly membership: MembershipItem | undefined;
}

/** A key that no table has, in the place of something that a conversation does not have. */
const companyKeys = ({ tables }: ViewDeps, stay: Stay): (ItemKey | undefined)[] => {
  const { conversationId, userId, peerId, groupId } = stay.row;
  const seq = lastVisibleSeq(stay);
  const inGroup = stay.isOpen ? groupId : undefined;
  return [
    seq === undefined ? undefined : { table: tables.messages, key: { conversationId, seq } },
    peerId === undefined ? undefined : { table: tables.users, key: { userId: peerId } },
    inGroup === undefined ? undefined : { table: tables.groups, key: { groupId: inGroup } },
    inGroup === undefined ? undefined : { table: tables.groupMemberships, key: { groupId: inGroup, userId } },
  ];
};

/** Last messages, people and groups of all conversations together: one round trip, never one per row. */
const loadCompany = async (deps: ViewDeps, stays: readonly Stay[]): Promise<Company[]> => {
  const keys = stays.map((stay) => companyKeys(deps, stay));
  const wanted = keys.flat().filter((key) => key !== undefined);
  const items = (await readItems(deps, wanted)).values();
  return keys.map((ofStay) => {
    const [lastMessage, peer, group, membership] = ofStay.map((key) => (key ? items.next().value : undefined));
    return { lastMessage, peer, group, membership } as unknown as Company;
  });
};

const toGroup = ({ group, membership }: Company): ConversationView['group'] =>
  group && membership && group.deletedAt === undefined
    ? {
        id: group.groupId,
        name: group.name,
        createdAt: group.createdAt,
        memberCount: group.memberCount,
        myRole: membership.role,
        conversationId: groupConversationId(group.groupId),
      }
    : null;

const toPeer = (item: UserItem | undefined): Conversation['peer'] =>
  item ? { id: item.userId, username: item.username, displayName: item.displayName, createdAt: item.createdAt } : null;

/** The conversations as their person sees them, in the order given. */
export const toConversations = async (
  deps: ViewDeps,
  me: string,
  stays: readonly Stay[],
): Promise<ConversationView[]> => {
  const [company, unreadCounts] = await Promise.all([loadCompany(deps, stays), countUnread(deps, me, stays)]);
  const lastMessages = company.map(({ lastMessage }) => lastMessage).filter((item) => item !== undefined);
  const hidden = await loadHiddenSenders(deps, me, lastMessages);
  return stays.map((stay, index) => {
    const own = company[index] as Company;
    return {
      id: stay.row.conversationId,
      kind: stay.head.kind,
      peer: toPeer(own.peer),
      group: toGroup(own),
      lastSeq: stay.lastSeq,
      readSeq: stay.row.readSeq,
      firstVisibleSeq: firstVisibleSeq(stay),
      unreadCount: unreadCounts[index] ?? 0,
      lastMessage: own.lastMessage ? toShown(own.lastMessage, hidden) : null,
      lastMessageAt: own.lastMessage?.createdAt ?? null,
    };
  });
};
