import type { Observation, Row } from './observe.ts';
import type { Scene } from './Scene.ts';

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const instant = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;

/**
 * Left out: what was asked for in words of one's own; and the mark of a stay whose end was not settled, which a person who
 * came again before that keeps: nobody is told of it, and no later call looks at it.
 */
const leftOut = new Set(['creation', 'closing']);

const inOrder = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([name]) => !leftOut.has(name))
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([name, member]) => [name, inOrder(member)]));
};

const textOf = (row: Row): string => JSON.stringify(row);

const sortRows = (rows: Observation['rows']): Observation['rows'] => {
  const sorted = Object.entries(rows).map(([noun, items]) => {
    const inOrderOfText = [...items].sort((one, other) => (textOf(one) < textOf(other) ? -1 : 1));
    return [noun, inOrderOfText] as const;
  });
  return Object.fromEntries(sorted);
};

/** An observation in words that two scenes of one kind share: names for ids, and no times. */
export const normalise = (observation: Observation, { people, conversationId, groupId }: Scene): Observation => {
  const names = Object.entries(people).flatMap(([name, { id, username }]) => [
    [conversationId, 'CONVERSATION'] as const,
    ...(groupId === undefined ? [] : [[groupId, 'GROUP'] as const]),
    [username, name] as const,
    [id, name] as const,
  ]);
  const text = names.reduce((sum, [from, to]) => sum.replaceAll(from, to), JSON.stringify(inOrder(observation)));
  const shared = JSON.parse(text.replaceAll(instant, 'TIME').replaceAll(uuid, 'UUID')) as Observation;
  return { ...shared, rows: sortRows(shared.rows) };
};
