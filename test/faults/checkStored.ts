import { KnownStates, type History, type Row, type Send } from './History.ts';

/** One promise that a history breaks, and where. */
export interface Violation {
  readonly kind: string;
  readonly detail: string;
}

const violation = (kind: string, detail: unknown): Violation => ({ kind, detail: JSON.stringify(detail) });

const keyOf = ({ senderId, clientMessageId }: Pick<Send, 'senderId'> & { clientMessageId: string | null }): string =>
  `${senderId} ${clientMessageId}`;

const groupBy = (rows: readonly Row[]): Map<string, Row[]> => {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
};

/** P2: acknowledged means stored exactly once, refused means not stored, and nothing is there that nobody sent. */
const checkOnce = ({ sends, stored }: History): Violation[] => {
  const rows = [...stored.values()].flat();
  const rowsByKey = groupBy(rows);
  const byKey = new Map(sends.map((send) => [keyOf(send), send]));
  const ofSends = sends.flatMap((send) => {
    const found = rowsByKey.get(keyOf(send)) ?? [];
    if (found.length > 1) return [violation('storedTwice', send)];
    if (send.outcome === 'stored' && found.length === 0) return [violation('lost', send)];
    return send.outcome === 'refused' && found.length > 0 ? [violation('refusedButStored', send)] : [];
  });
  const ofRows = rows.flatMap((row) => {
    const send = byKey.get(keyOf(row));
    if (!send) return [violation('phantom', row)];
    const isSame = row.text === send.text && row.conversationId === send.conversationId;
    return isSame ? [] : [violation('corrupt', { row, send })];
  });
  return [...ofSends, ...ofRows];
};

/** P2: however often it is asked for, a send has one answer. */
const checkAnswers = ({ sends, stored }: History): Violation[] => {
  const rows = new Map([...stored.values()].flat().map((row) => [keyOf(row), row]));
  return sends.flatMap((send) => {
    const row = rows.get(keyOf(send));
    const isRow = ({ seq, createdAt, conversationId, text }: Row): boolean =>
      row?.seq === seq && row.createdAt === createdAt && row.conversationId === conversationId && row.text === text;
    return send.answers.every(isRow) ? [] : [violation('answersDiffer', send)];
  });
};

/** P3: seq is 1, 2, 3 …, and createdAt never runs backwards. */
const checkDense = ({ stored }: History): Violation[] =>
  [...stored.values()].flatMap((rows) =>
    rows.flatMap((row, index) => {
      const before = rows[index - 1];
      if (row.seq !== index + 1) return [violation('notDense', row)];
      return before && before.createdAt >= row.createdAt ? [violation('timeBackwards', row)] : [];
    }),
  );

/** P3: what was acknowledged before another send began comes before it. */
const checkOrder = ({ sends, stored }: History): Violation[] => {
  const byKey = new Map(sends.map((send) => [keyOf(send), send]));
  return [...stored.values()].flatMap((rows) => {
    let latestBegin = -Infinity;
    return rows.flatMap((row) => {
      const send = byKey.get(keyOf(row));
      if (!send) return [];
      const isInverted = send.end < latestBegin;
      latestBegin = Math.max(latestBegin, send.begin);
      return isInverted ? [violation('orderInverted', row)] : [];
    });
  });
};

const isAllowed = (known: KnownStates, send: Send): boolean | undefined => {
  const { senderId, recipientId } = send;
  if (recipientId === null) return known.isMember(senderId, send);
  const blocks = [known.blocks(recipientId, senderId, send), known.blocks(senderId, recipientId, send)];
  if (blocks.includes(true)) return false;
  return blocks.includes(undefined) ? undefined : true;
};

/** P4 and P8: a send that began after a block or a removal was answered is refused, and no other one. */
const checkRefusals = (history: History): Violation[] => {
  const known = new KnownStates(history);
  const keys = new Set([...history.stored.values()].flat().map(keyOf));
  return history.sends.flatMap((send) => {
    const allowed = isAllowed(known, send);
    if (allowed === false && keys.has(keyOf(send))) {
      return [violation(send.recipientId === null ? 'sentFromOutside' : 'blockOutrun', send)];
    }
    return allowed === true && send.outcome === 'refused' ? [violation('refusedWithoutReason', send)] : [];
  });
};

/** What the table and the answers say of the promises P2, P3, P4 and P8. */
export const checkStored = (history: History): Violation[] => [
  ...checkOnce(history),
  ...checkAnswers(history),
  ...checkDense(history),
  ...checkOrder(history),
  ...checkRefusals(history),
];
