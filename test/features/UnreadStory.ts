import fc from 'fast-check';
import type { Conversation } from '../../generated/types.ts';
import { MessagingError } from '../support/MessagingError.ts';
import type { Person } from '../support/Person.ts';

type Name = 'ana' | 'bo' | 'cleo';

export type Cast = Readonly<Record<Name, Person>>;

interface Stage extends Cast {
  readonly groupId: string;
  readonly talks: Readonly<Record<'direct' | 'group', string>>;
}

export type Step =
  | { readonly act: 'sendMessage'; readonly by: Name }
  | { readonly act: 'sendGroupMessage'; readonly by: Name }
  | { readonly act: 'blockUser' | 'unblockUser'; readonly by: Name; readonly whom: Name }
  | { readonly act: 'markRead'; readonly by: Name; readonly where: 'direct' | 'group'; readonly back: number }
  | { readonly act: 'leaveGroup' | 'removeUserFromGroup' | 'addUserToGroup'; readonly whom: Name };

const readers = fc.constantFrom<Name>('ana', 'bo');
const anybody = fc.constantFrom<Name>('ana', 'bo', 'cleo');

/** What ana and bo do with each other, and with a group that is cleo's. */
export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ act: fc.constant('sendMessage' as const), by: readers }) },
    { weight: 6, arbitrary: fc.record({ act: fc.constant('sendGroupMessage' as const), by: anybody }) },
    { weight: 2, arbitrary: fc.record({ act: fc.constant('blockUser' as const), by: readers, whom: anybody }) },
    { weight: 1, arbitrary: fc.record({ act: fc.constant('unblockUser' as const), by: readers, whom: anybody }) },
    {
      weight: 3,
      arbitrary: fc.record({
        act: fc.constant('markRead' as const),
        by: readers,
        where: fc.constantFrom('direct' as const, 'group' as const),
        back: fc.nat(5),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        act: fc.constantFrom('leaveGroup' as const, 'removeUserFromGroup' as const, 'addUserToGroup' as const),
        whom: readers,
      }),
    },
  ),
  { minLength: 1, maxLength: 10 },
);

const markRead = async (person: Person, talk: string, back: number): Promise<unknown> => {
  const { lastSeq } = await person.conversation(talk);
  return person.markRead(talk, Math.max(0, lastSeq - back));
};

const take = (stage: Stage, step: Step): Promise<unknown> => {
  switch (step.act) {
    case 'sendMessage':
      return stage[step.by].sendMessage(step.by === 'ana' ? stage.bo : stage.ana, 'direct');
    case 'sendGroupMessage':
      return stage[step.by].sendGroupMessage(stage.groupId, 'to all');
    case 'blockUser':
      return stage[step.by].blockUser(stage[step.whom]);
    case 'unblockUser':
      return stage[step.by].unblockUser(stage[step.whom]);
    case 'markRead':
      return markRead(stage[step.by], stage.talks[step.where], step.back);
    case 'leaveGroup':
      return stage[step.whom].leaveGroup(stage.groupId);
    case 'removeUserFromGroup':
      return stage.cleo.removeUserFromGroup(stage.groupId, stage[step.whom]);
    case 'addUserToGroup':
      return stage.cleo.addUserToGroup(stage.groupId, stage[step.whom]);
  }
};

/** A story may do what is not allowed; it never breaks anything. */
const refusals = ['BadRequest', 'Forbidden', 'NotFound', 'RecipientUnavailable'];

const passOverRefusal = (error: unknown): void => {
  if (!(error instanceof MessagingError) || !refusals.includes(error.type)) throw error;
};

/** Nobody is blocked and everything is read: a story begins where no other has left traces. */
const clear = async ({ ana, bo, cleo }: Cast): Promise<void> => {
  await Promise.all([ana.unblockUser(bo), ana.unblockUser(cleo), bo.unblockUser(ana), bo.unblockUser(cleo)]);
  for (const reader of [ana, bo]) {
    const { items } = await reader.conversations({ limit: 100 });
    const unread = items.filter(({ unreadCount }) => unreadCount > 0);
    await Promise.all(unread.map(({ id, lastSeq }) => reader.markRead(id, lastSeq)));
  }
};

/** Tells a story to the people, with a group of its own. */
export const tell = async (cast: Cast, story: readonly Step[]): Promise<Stage['talks']> => {
  const { ana, bo, cleo } = cast;
  await clear(cast);
  const { conversationId: direct } = await ana.sendMessage(bo, 'the beginning');
  const group = await cleo.createGroup({ name: 'Story', memberIds: [ana.id, bo.id] });
  const talks = { direct, group: group.conversationId };
  for (const step of story) await take({ ...cast, groupId: group.id, talks }, step).catch(passOverRefusal);
  return talks;
};

/** Others' messages after the mark that have a text, counted from the history. */
export const recount = async (person: Person, { id, readSeq }: Conversation): Promise<number> => {
  let unread = 0;
  for (let afterSeq = readSeq, hasMore = true; hasMore;) {
    const page = await person.messages(id, { afterSeq, limit: 100 });
    unread += page.items.filter(({ senderId, text }) => senderId !== person.id && text !== null).length;
    ({ hasMore } = page);
    afterSeq = page.items.at(-1)?.seq ?? afterSeq;
  }
  return unread;
};
