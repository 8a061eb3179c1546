import type { Message } from '../models.ts';

/** The later message; of two states of one message, the newer state, or the first of the same. */
export const newer = (one: Message | null, other: Message | null): Message | null => {
  if (!one || !other) return one ?? other;
  if (one.seq !== other.seq) return one.seq > other.seq ? one : other;
  return other.version > one.version ? other : one;
};
