import type { GroupRole } from '../../domain/groupPolicy.ts';

/** A former stay in a group. */
export interface ClosedStay {
  fromSeq: number;
  untilSeq: number;
  role: GroupRole;
  joinedAt: string;
  /** When it was closed, in seconds since the epoch, as long as `untilSeq` is not final. */
  closing?: number;
}

/** An item of the Participants table, as groups write it. */
export interface StayItem {
  userId: string;
  conversationId: string;
  groupId: string;
  readSeq: number;
  /** Of the stay that is open. */
  fromSeq?: number;
  joinedAt?: string;
  closed?: ClosedStay[];
}
