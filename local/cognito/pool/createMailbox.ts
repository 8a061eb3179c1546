import type { Clock } from '../../base/Clock.ts';
import type { PersistentMap } from '../../storage/PersistentMap.ts';

/** A mail that Cognito would have sent. */
export interface Mail {
  readonly to: string;
  readonly username: string;
  /** The code, or the temporary password of an invitation. */
  readonly code: string;
  readonly subject: string;
  /** ISO 8601 */
  readonly sentAt: string;
}

export interface Mailbox {
  send(mail: Omit<Mail, 'sentAt'>): void;
  /** Newest first. */
  mails(): readonly Mail[];
}

const mailsKept = 1_000;

export function createMailbox(stored: PersistentMap<Mail>, clock: Clock): Mailbox {
  const keys = [...stored.entries()].map(([key]) => Number(key)).sort((left, right) => left - right);

  return {
    send(mail) {
      const key = (keys.at(-1) ?? 0) + 1;
      stored.set(String(key), { ...mail, sentAt: new Date(clock.now()).toISOString() });
      keys.push(key);
      for (const old of keys.splice(0, keys.length - mailsKept)) stored.delete(String(old));
    },
    mails: () => keys.toReversed().flatMap((key) => stored.get(String(key)) ?? []),
  };
}
