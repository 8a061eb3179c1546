import { createHash } from 'node:crypto';
import type { SendKeyItem } from '../../../domain/items.ts';
import { limits } from '../../../domain/limits.ts';

/** What makes a repeat a repeat: the same text to the same conversation. */
export const fingerprintOf = (conversationId: string, text: string): string =>
  createHash('sha256').update(conversationId).update('\0').update(text).digest('base64url');

const secondsPerDay = 86_400;
/** Function instances differ in their clocks by less than this. */
const clockToleranceSeconds = 3_600;

export const expiryOf = (now: number): number =>
  Math.ceil(now / 1000) + limits.sendKeyDays * secondsPerDay + clockToleranceSeconds;

/** TTL deletes late: an expired key counts as absent. */
export const isLive = (item: SendKeyItem | undefined, now: number): item is SendKeyItem =>
  item !== undefined && item.expiresAt > now / 1000;
