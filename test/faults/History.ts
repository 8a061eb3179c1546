import type { Message } from '../../generated/types.ts';

/** From the moment a call was begun to the moment its outcome was known: `Infinity` while it never was. */
export interface Interval {
  readonly begin: number;
  readonly end: number;
}

/** One text under one `clientMessageId`, with all its repeats. Moments are of one counter of the whole run. */
export interface Send extends Interval {
  readonly clientMessageId: string;
  readonly conversationId: string;
  readonly senderId: string;
  /** Of a direct message; null in the group. */
  readonly recipientId: string | null;
  readonly text: string;
  /** `unknown`: no call of it was answered for good. */
  readonly outcome: 'stored' | 'refused' | 'unknown';
  /** Every answer that carried the message. */
  readonly answers: readonly Message[];
  /** When the last repeat had been answered. */
  readonly lastEnd: number;
}

/** Somebody set a state: that `ownerId` blocks `personId`, or that `personId` is in the group. */
export interface Change extends Interval {
  readonly state: 'blocked' | 'member';
  readonly ownerId: string;
  readonly personId: string;
  readonly value: boolean;
}

/** A message as it lies in the table. */
export type Row = Pick<Message, 'conversationId' | 'seq' | 'senderId' | 'text' | 'createdAt' | 'clientMessageId'>;

/** What a run of one group and its people has left behind once everything was at rest. */
export interface History {
  readonly people: readonly string[];
  readonly groupConversationId: string;
  readonly sends: readonly Send[];
  readonly changes: readonly Change[];
  /** When the readings below were made: after everything else. */
  readonly readAt: number;
  /** All messages of the table, by conversation, in the order of seq. */
  readonly stored: ReadonlyMap<string, readonly Row[]>;
  /** By person: what `checkMessages` gave from a cursor that is older than the run, page after page. */
  readonly caughtUp: ReadonlyMap<string, readonly Message[]>;
  /** By person: what came over a socket that was open all the time, repeats included. */
  readonly live: ReadonlyMap<string, readonly Message[]>;
}

/**
 * The state throughout an interval; undefined when it changed in it or may have. Calls that overlap may have taken
 * effect in any order.
 *
 * @param initial the state before all changes
 */
export const stateDuring = (changes: readonly Change[], { begin, end }: Interval, initial: boolean) => {
  const settled = changes.filter((change) => change.end < begin);
  const last = settled.reduce<Change | undefined>(
    (one, other) => (one && one.end > other.end ? one : other),
    undefined,
  );
  const value = last?.value ?? initial;
  const isDisputed = settled.some((change) => change.value !== value && last && change.end > last.begin);
  const isInMotion = changes.some((change) => change.begin < end && change.end >= begin && change.value !== value);
  return isDisputed || isInMotion ? undefined : value;
};

/** What is known of blocks and of the group during intervals of a history. */
export class KnownStates {
  readonly #changes: readonly Change[];

  constructor({ changes }: Pick<History, 'changes'>) {
    this.#changes = changes;
  }

  blocks(ownerId: string, personId: string, during: Interval): boolean | undefined {
    const own = this.#changes.filter(
      (change) => change.state === 'blocked' && change.ownerId === ownerId && change.personId === personId,
    );
    return stateDuring(own, during, false);
  }

  isMember(personId: string, during: Interval): boolean | undefined {
    const own = this.#changes.filter((change) => change.state === 'member' && change.personId === personId);
    return stateDuring(own, during, true);
  }
}
