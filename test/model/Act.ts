import type { GroupRole } from '../../domain/groupPolicy.ts';

export const names = ['ana', 'bo', 'cleo', 'dan'] as const;
export type Name = (typeof names)[number];
/** With an id that nobody has, too. */
export type Whom = Name | 'nobody';
export const slots = ['g1', 'g2'] as const;
export type Slot = (typeof slots)[number];

interface By {
  readonly by: Name;
}

interface Written extends By {
  readonly text: string;
  /** The place of a send's id: 0 is a new one, every other is shared by all sends that name it. */
  readonly key: 0 | 1 | 2;
}

interface InGroup extends By {
  readonly group: Slot;
}

interface ToMember extends InGroup {
  readonly whom: Whom;
}

export type Send =
  | (Written & { readonly op: 'sendMessage'; readonly whom: Whom })
  | (Written & { readonly op: 'sendGroupMessage'; readonly group: Slot });

export type Deed =
  | (InGroup & { readonly op: 'createGroup'; readonly name: string; readonly members: readonly Whom[] })
  | (ToMember & { readonly op: 'addUserToGroup' | 'changeGroupRole'; readonly role: GroupRole })
  | (ToMember & { readonly op: 'removeUserFromGroup' | 'transferGroup' })
  | (InGroup & { readonly op: 'renameGroup'; readonly name: string })
  | (InGroup & { readonly op: 'leaveGroup' | 'deleteGroup' });

export type BlockAct = By & { readonly op: 'blockUser' | 'unblockUser'; readonly whom: Whom };

/** One thing that somebody does, in the words of the API. */
export type Act =
  | Send
  | Deed
  | BlockAct
  /** In the conversation with a person, or of a group. */
  | (By & { readonly op: 'markRead'; readonly where: Whom | Slot; readonly seq: number })
  /** Everything since the device's cursor, or what is unread. */
  | (By & { readonly op: 'checkMessages'; readonly isFresh: boolean })
  | (By & { readonly op: 'deleteAccount' | 'reconnect' })
  | { readonly op: 'disableUser' | 'enableUser'; readonly whom: Whom }
  /** Eleven minutes pass. */
  | { readonly op: 'wait' };

/** A call waits before its transaction until the other one, of somebody else, has answered. */
export interface Overtake {
  readonly slow: Send | Deed;
  readonly quick: Send | Deed | BlockAct;
}

/** As it stands in a report: `bo.sendGroupMessage("a", 1, "g1")`. */
export const toText = (act: Act): string => {
  const words = Object.entries(act).flatMap(([name, value]) =>
    name === 'op' || name === 'by' ? [] : [JSON.stringify(value)],
  );
  return `${'by' in act ? act.by : 'operator'}.${act.op}(${words.join(', ')})`;
};
