import { isGroupConversation } from '../../domain/conversationId.ts';
import {
  type BlockPage,
  type CheckMessagesResult,
  type ConversationPage,
  type GroupPage,
  type Message,
  type MessagePage,
} from '../../generated/types.ts';
import type { Person } from '../support/Person.ts';

const message = 'id conversationId seq version senderId senderUsername text clientMessageId hiddenReason';
const user = 'id username displayName';
const group = 'id name memberCount myRole conversationId';
const conversation = `id kind peer { ${user} } group { ${group} } lastSeq readSeq firstVisibleSeq unreadCount lastMessage { ${message} }`;

type Direction = 'forwards' | 'backwards';

/** Small, so that pages end within a run. */
const limits = { forwards: 100, backwards: 4 };

interface Surfaces {
  readonly conversations: ConversationPage;
  readonly checkMessages: CheckMessagesResult;
  readonly groups: GroupPage;
  readonly blockedUsers: BlockPage;
  /** First pages of histories. */
  readonly [page: `${Direction}${number}`]: MessagePage;
}

const pagesOf = (id: string, index: number): string[] => {
  const ways: Direction[] = isGroupConversation(id) ? ['forwards', 'backwards'] : ['forwards'];
  return ways.map((way) => {
    const after = way === 'forwards' ? 'afterSeq: 0, ' : '';
    return `${way}${index}: messages(conversationId: "${id}", ${after}limit: ${limits[way]}) { hasMore items { ${message} } }`;
  });
};

/** All in one request: a look is most of what a run costs. */
const documentFor = (ids: readonly string[]): string => `query look {
  conversations { items { ${conversation} } }
  checkMessages(limit: 100) { messages { ${message} } }
  groups { items { ${group} members { items { userId role } } } }
  blockedUsers { items { userId } }
  ${ids.flatMap(pagesOf).join('\n')}
}`;

/** The pages after the first one. */
const restOf = async (person: Person, first: MessagePage, way: Direction): Promise<Message[]> => {
  let page = first;
  let messages = [...first.items];
  while (page.hasMore) {
    const [conversationId = '', seqs] = [messages[0]?.conversationId, messages.map(({ seq }) => seq)] as const;
    const from = way === 'forwards' ? { afterSeq: Math.max(...seqs) } : { beforeSeq: Math.min(...seqs) };
    page = await person.messages(conversationId, { ...from, limit: limits[way] });
    messages = way === 'forwards' ? [...messages, ...page.items] : [...page.items, ...messages];
  }
  return messages;
};

const read = async (person: Person, ids: readonly string[]): Promise<Surfaces> => {
  const { data, errors } = await person.request(documentFor(ids));
  if (errors) throw new Error(`A look was refused: ${JSON.stringify(errors)}`);
  return data as unknown as Surfaces;
};

/** Everything that a person sees, with the histories of some conversations, those of groups read in both directions. */
export const readPerson = async (person: Person, ids: readonly string[]) => {
  const surfaces = await read(person, ids);
  const histories = await Promise.all(
    ids.map(async (id, index) => {
      const back = surfaces[`backwards${index}`];
      const forth = surfaces[`forwards${index}`] ?? { items: [], hasMore: false };
      const messages = await restOf(person, forth, 'forwards');
      return { id, messages, backwards: back ? await restOf(person, back, 'backwards') : messages };
    }),
  );
  return {
    conversations: surfaces.conversations.items,
    unread: surfaces.checkMessages.messages,
    groups: surfaces.groups.items.map(({ members, ...rest }) => ({ ...rest, members: members.items })),
    blockedUsers: surfaces.blockedUsers.items.map(({ userId }) => userId).sort(),
    histories,
  };
};
