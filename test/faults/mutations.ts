import type { Message } from '../../generated/types.ts';
import { KnownStates, type History, type Row, type Send } from './History.ts';

/** Breaks one promise in a history that keeps them all; undefined where the history gives no opportunity. */
export type Mutation = (history: History) => History | undefined;

const last = <Value>(values: readonly Value[]): Value | undefined => values[values.length - 1];

const rowOf = ({ stored }: History, send: Send): Row | undefined =>
  stored.get(send.conversationId)?.find(({ clientMessageId }) => clientMessageId === send.clientMessageId);

const withRows = (history: History, conversationId: string, rows: readonly Row[]): History => ({
  ...history,
  stored: new Map(history.stored).set(conversationId, rows),
});

const withSend = (history: History, send: Send, changed: Partial<Send>): History => ({
  ...history,
  sends: history.sends.map((one) => (one === send ? { ...send, ...changed } : one)),
});

const changeLast = (history: History, change: (row: Row) => Row | undefined): History | undefined => {
  const rows = history.stored.get(history.groupConversationId) ?? [];
  const conversationId = history.groupConversationId;
  const row = last(rows);
  const changed = row && change(row);
  return withRows(history, conversationId, [...rows.slice(0, -1), ...(changed ? [changed] : [])]);
};

const addRow = (history: History, send: Send): History => {
  const rows = history.stored.get(send.conversationId) ?? [];
  const { conversationId, senderId, text, clientMessageId } = send;
  const createdAt = new Date(1e12).toISOString();
  const row = { conversationId, seq: rows.length + 1, senderId, text, createdAt, clientMessageId };
  return withRows(history, conversationId, [...rows, row]);
};

type Reading = 'caughtUp' | 'live';

const changeReading = (
  history: History,
  { via, person }: { via: Reading; person: string },
  change: (messages: readonly Message[]) => readonly Message[],
): History => ({ ...history, [via]: new Map(history[via]).set(person, change(history[via].get(person) ?? [])) });

const drop =
  (via: Reading): Mutation =>
  (history) => {
    const known = new KnownStates(history);
    const send = history.sends.find(
      (one) => one.recipientId === null && one.outcome === 'stored' && known.isMember('bo', one) === true,
    );
    if (!send) return undefined;
    return changeReading(history, { via, person: 'bo' }, (messages) =>
      messages.filter(({ id }) => id !== send.answers[0]?.id),
    );
  };

const leak =
  (via: Reading): Mutation =>
  (history) => {
    const known = new KnownStates(history);
    const send = history.sends.find(
      (one) => one.recipientId === null && one.outcome === 'stored' && known.isMember('bo', one) === false,
    );
    const message = send?.answers[0];
    return message && changeReading(history, { via, person: 'bo' }, (messages) => [...messages, message]);
  };

/** @param wanted whether bo has blocked the sender */
const changeText =
  (via: Reading, wanted: boolean): Mutation =>
  (history) => {
    const known = new KnownStates(history);
    const moment = { begin: history.readAt, end: history.readAt };
    const send = history.sends.find((one) => {
      const isSeen = one.recipientId === null && one.senderId !== 'bo' && known.isMember('bo', one) === true;
      return (
        isSeen && known.blocks('bo', one.senderId, via === 'live' ? one : moment) === wanted && one.answers.length > 0
      );
    });
    if (!send) return undefined;
    return changeReading(history, { via, person: 'bo' }, (messages) =>
      messages.map((message): Message => {
        if (message.id !== send.answers[0]?.id) return message;
        return wanted
          ? { ...message, text: send.text, clientMessageId: send.clientMessageId, hiddenReason: null }
          : { ...message, text: null, clientMessageId: null, hiddenReason: 'BLOCKED_SENDER' };
      }),
    );
  };

const refusedSend = (history: History, isDirect: boolean): Send | undefined => {
  const known = new KnownStates(history);
  return history.sends.find((send) => {
    const { senderId, recipientId } = send;
    if (send.outcome !== 'refused' || (recipientId !== null) !== isDirect) return false;
    return recipientId === null
      ? known.isMember(senderId, send) === false
      : known.blocks(recipientId, senderId, send) === true;
  });
};

const swapOrder: Mutation = (history) => {
  for (const [conversationId, rows] of history.stored) {
    const sends = rows.map((row) => history.sends.find((send) => rowOf(history, send) === row));
    const at = sends.findIndex((send, index) => {
      const next = sends[index + 1];
      return send && next && send.end < next.begin;
    });
    const [one, other] = [rows[at], rows[at + 1]];
    if (!one || !other) continue;
    const swapped = [
      { ...other, seq: one.seq, createdAt: one.createdAt },
      { ...one, seq: other.seq, createdAt: other.createdAt },
    ];
    return withRows(history, conversationId, [...rows.slice(0, at), ...swapped, ...rows.slice(at + 2)]);
  }
  return undefined;
};

const storedSend = ({ sends }: History): Send | undefined => sends.find(({ outcome }) => outcome === 'stored');

/** By the kind of violation that must be found. */
export const mutations: readonly (readonly [string, Mutation])[] = [
  ['lost', (history) => changeLast(history, () => undefined)],
  ['notDense', (history) => changeLast(history, (row) => ({ ...row, seq: row.seq + 1 }))],
  ['timeBackwards', (history) => changeLast(history, (row) => (row.seq > 1 ? { ...row, createdAt: '' } : row))],
  ['corrupt', (history) => changeLast(history, (row) => ({ ...row, text: 'another' }))],
  ['phantom', (history) => changeLast(history, (row) => ({ ...row, clientMessageId: 'nobody’s' }))],
  [
    'storedTwice',
    (history) => {
      const send = storedSend(history);
      return send && addRow(history, send);
    },
  ],
  [
    'answersDiffer',
    (history) => {
      const send = storedSend(history);
      const [first] = send?.answers ?? [];
      return send && first && withSend(history, send, { answers: [first, { ...first, seq: first.seq + 1 }] });
    },
  ],
  [
    'refusedButStored',
    (history) => {
      const send = storedSend(history);
      return send && withSend(history, send, { outcome: 'refused', answers: [] });
    },
  ],
  [
    'refusedWithoutReason',
    (history) => {
      const known = new KnownStates(history);
      const send = history.sends.find((one) => one.recipientId === null && known.isMember(one.senderId, one) === true);
      return send && withSend(history, send, { outcome: 'refused', answers: [] });
    },
  ],
  ['orderInverted', swapOrder],
  [
    'blockOutrun',
    (history) => {
      const send = refusedSend(history, true);
      return send && addRow(withSend(history, send, { outcome: 'stored' }), { ...send });
    },
  ],
  [
    'sentFromOutside',
    (history) => {
      const send = refusedSend(history, false);
      return send && addRow(withSend(history, send, { outcome: 'stored' }), { ...send });
    },
  ],
  ['missing:caughtUp', drop('caughtUp')],
  ['missing:live', drop('live')],
  ['leaked:caughtUp', leak('caughtUp')],
  ['leaked:live', leak('live')],
  ['textShown:caughtUp', changeText('caughtUp', true)],
  ['textShown:live', changeText('live', true)],
  ['textHidden:caughtUp', changeText('caughtUp', false)],
  ['textHidden:live', changeText('live', false)],
  [
    'outOfOrder:caughtUp',
    (history) =>
      changeReading(history, { via: 'caughtUp', person: 'ana' }, (messages) => [...messages, ...messages.slice(0, 1)]),
  ],
  [
    'corrupt:live',
    (history) =>
      changeReading(history, { via: 'live', person: 'ana' }, ([first, ...others]) =>
        first ? [{ ...first, text: 'another' }, ...others] : [],
      ),
  ],
  [
    'phantom:live',
    (history) =>
      changeReading(history, { via: 'live', person: 'ana' }, ([first, ...others]) =>
        first ? [{ ...first, seq: 10_000 }, first, ...others] : [],
      ),
  ],
];
