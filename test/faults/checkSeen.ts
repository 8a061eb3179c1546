import type { Message } from '../../generated/types.ts';
import type { Violation } from './checkStored.ts';
import { KnownStates, type History, type Row, type Send } from './History.ts';

interface Reading {
  readonly history: History;
  readonly sent: readonly Sent[];
  readonly rows: ReadonlyMap<string, Row>;
  readonly known: KnownStates;
  readonly personId: string;
  readonly messages: readonly Message[];
  readonly via: 'caughtUp' | 'live';
}

type Sent = readonly [Row, Send];

const idOf = ({ conversationId, seq }: Pick<Row, 'conversationId' | 'seq'>): string => `${conversationId}:${seq}`;

const sentOf = ({ sends, stored }: History): Sent[] => {
  const byKey = new Map(sends.map((send) => [`${send.senderId} ${send.clientMessageId}`, send]));
  return [...stored.values()].flat().flatMap((row): Sent[] => {
    const send = byKey.get(`${row.senderId} ${row.clientMessageId}`);
    return send ? [[row, send]] : [];
  });
};

const toViolation = ({ personId, via }: Reading, kind: string, row: unknown): Violation => ({
  kind: `${kind}:${via}`,
  detail: JSON.stringify({ personId, row }),
});

/** Whether a message belongs to a person: true and false are promises, undefined leaves it open. */
const belongs = ({ known, personId }: Reading, send: Send): boolean | undefined =>
  send.recipientId === null ? known.isMember(personId, send) : [send.senderId, send.recipientId].includes(personId);

/** Live, a direct message reaches the recipient for sure while no block stands or is in motion. */
const mustArrive = (reading: Reading, send: Send): boolean => {
  const { known, personId, via } = reading;
  if (belongs(reading, send) !== true) return false;
  if (via === 'caughtUp') return true;
  if (send.outcome !== 'stored') return false;
  if (send.recipientId === null || send.senderId === personId) return true;
  const blocks = [
    known.blocks(send.recipientId, send.senderId, send),
    known.blocks(send.senderId, send.recipientId, send),
  ];
  return blocks.every((stands) => stands === false);
};

/** P7 and P6: everything of the person's is there, and nothing of the times when he was out (P8). */
const checkPresence = (reading: Reading): Violation[] => {
  const seen = new Set(reading.messages.map(idOf));
  return reading.sent.flatMap(([row, send]) => {
    if (mustArrive(reading, send) && !seen.has(idOf(row))) return [toViolation(reading, 'missing', row)];
    return belongs(reading, send) === false && seen.has(idOf(row)) ? [toViolation(reading, 'leaked', row)] : [];
  });
};

/** What is seen is what was stored, but for texts that a block hides. */
const checkContents = (reading: Reading): Violation[] => {
  return reading.messages.flatMap((message) => {
    const row = reading.rows.get(idOf(message));
    if (!row) return [toViolation(reading, 'phantom', message)];
    const { text, clientMessageId } =
      message.hiddenReason === 'BLOCKED_SENDER' ? { text: null, clientMessageId: null } : row;
    const isSame =
      message.text === text &&
      message.clientMessageId === clientMessageId &&
      message.senderId === row.senderId &&
      message.createdAt === row.createdAt;
    return isSame ? [] : [toViolation(reading, 'corrupt', message)];
  });
};

/** Whether the person has blocked the sender, at the times when this way of reading looks. */
const isHidden = ({ known, personId, via, history }: Reading, send: Send): boolean | undefined => {
  if (send.senderId === personId || send.recipientId !== null) return false;
  const moment = { begin: history.readAt, end: history.readAt };
  return known.blocks(personId, send.senderId, via === 'caughtUp' ? moment : { begin: send.begin, end: send.lastEnd });
};

/** P4: in the group, no text of a send that began after a block reaches the blocker; every other text does. */
const checkRedaction = (reading: Reading): Violation[] => {
  const copies = new Map<string, Message[]>();
  for (const message of reading.messages) copies.set(idOf(message), [...(copies.get(idOf(message)) ?? []), message]);
  return reading.sent.flatMap(([row, send]) => {
    const seen = copies.get(idOf(row)) ?? [];
    const hidden = isHidden(reading, send);
    if (hidden === true && seen.some(({ text }) => text !== null)) return [toViolation(reading, 'textShown', row)];
    return hidden === false && seen.some(({ text }) => text === null) ? [toViolation(reading, 'textHidden', row)] : [];
  });
};

/** `checkMessages` gives each message once, in the order of seq. On a socket repeats are no fault. */
const checkSequence = (reading: Reading): Violation[] => {
  if (reading.via === 'live') return [];
  const lastSeqs = new Map<string, number>();
  return reading.messages.flatMap((message) => {
    const isLater = message.seq > (lastSeqs.get(message.conversationId) ?? 0);
    lastSeqs.set(message.conversationId, message.seq);
    return isLater ? [] : [toViolation(reading, 'outOfOrder', message)];
  });
};

/** What people saw, live and by `checkMessages`, says of the promises P4, P6, P7 and P8. */
export const checkSeen = (history: History): Violation[] => {
  const known = new KnownStates(history);
  const sent = sentOf(history);
  const rows = new Map(sent.map(([row]) => [idOf(row), row]));
  const ways = ['caughtUp', 'live'] as const;
  return ways.flatMap((via) =>
    history.people.flatMap((personId) => {
      const reading = { history, sent, rows, known, personId, via, messages: history[via].get(personId) ?? [] };
      const checks = [checkPresence, checkContents, checkRedaction, checkSequence];
      return checks.flatMap((check) => check(reading));
    }),
  );
};
