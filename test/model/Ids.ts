import { directConversationId, groupConversationId } from '../../domain/conversationId.ts';
import type { GroupRole } from '../../domain/groupPolicy.ts';
import { slots, type Act, type Slot, type Whom } from './Act.ts';

/** The ids of a run: people, groups, and what new sends are called. */
export interface Ids {
  readonly people: Readonly<Record<Whom, string>>;
  readonly groups: Readonly<Record<Slot, string>>;
  /** A `clientMessageId`: for 0 another one at each call. */
  sendKey(place: number): string;
}

/** What is asked for, with all ids; a field that an operation does not take is empty. */
export interface Request {
  readonly me: string;
  readonly userId: string;
  readonly groupId: string;
  readonly conversationId: string;
  readonly role: GroupRole;
  readonly name: string;
  readonly memberIds: readonly string[];
  readonly text: string;
  readonly clientMessageId: string;
  readonly seq: number;
  readonly isFresh: boolean;
}

const isSlot = (where: Whom | Slot): where is Slot => slots.some((slot) => slot === where);

const conversationIdOf = (ids: Ids, me: string, where: Whom | Slot): string =>
  isSlot(where) ? groupConversationId(ids.groups[where]) : directConversationId(me, ids.people[where]);

/** An act with all ids, so that the model and the backend are asked for the same. */
export const toRequest = (ids: Ids, act: Act): Request => {
  const me = 'by' in act ? ids.people[act.by] : '';
  return {
    me,
    userId: 'whom' in act ? ids.people[act.whom] : '',
    groupId: 'group' in act ? ids.groups[act.group] : '',
    conversationId: 'where' in act ? conversationIdOf(ids, me, act.where) : '',
    role: 'role' in act ? act.role : 'MEMBER',
    name: 'name' in act ? act.name : '',
    memberIds: 'members' in act ? act.members.map((member) => ids.people[member]) : [],
    text: 'text' in act ? act.text : '',
    clientMessageId: 'key' in act ? ids.sendKey(act.key) : '',
    seq: 'seq' in act ? act.seq : 0,
    isFresh: 'isFresh' in act && act.isFresh,
  };
};
