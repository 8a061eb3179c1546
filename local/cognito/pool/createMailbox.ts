import type { Clock } from '../../base/Clock.ts';
import type { PersistentMap } from '../../storage/PersistentMap.ts';
import type { CodePurpose } from './createCodes.ts';

/** A mail that Cognito would have sent. */
export interface Mail {
  readonly to: string;
  readonly username: string;
  /** The code, or the temporary password of an invitation. */
  readonly code: string;
  readonly subject: string;
  /** ISO 8601 */
  readonly sentAt: string;
  /** `ended`: expired, or replaced by a newer code. A temporary password stays `open`. */
  readonly state: 'open' | 'used' | 'ended';
}

/** A mail as stored. */
export interface StoredMail extends Omit<Mail, 'state'> {
  /** Whose code it is; absent for a temporary password. */
  readonly issuedFor?: { readonly poolId: string; readonly sub: string; readonly purpose: CodePurpose };
  readonly isUsed?: boolean;
}

export interface Mailbox {
  send(mail: Omit<StoredMail, 'sentAt' | 'isUsed'>): void;
  /** Marks the newest mail to this user that holds the code. */
  markUsed(mail: Pick<Mail, 'username' | 'code'>): void;
  /** Newest first. */
  mails(): readonly StoredMail[];
}

const mailsKept = 1_000;

export function createMailbox(stored: PersistentMap<StoredMail>, clock: Clock): Mailbox {
  const keys = [...stored.entries()].map(([key]) => Number(key)).sort((left, right) => left - right);

  return {
    send(mail) {
      const key = (keys.at(-1) ?? 0) + 1;
      stored.set(String(key), { ...mail, sentAt: new Date(clock.now()).toISOString() });
      keys.push(key);
      for (const old of keys.splice(0, keys.length - mailsKept)) stored.delete(String(old));
    },
    markUsed({ username, code }) {
      for (const key of keys.toReversed()) {
        const mail = stored.get(String(key));
        if (mail?.username !== username || mail.code !== code) continue;
        stored.set(String(key), { ...mail, isUsed: true });
        return;
      }
    },
    mails: () => keys.toReversed().flatMap((key) => stored.get(String(key)) ?? []),
  };
}
