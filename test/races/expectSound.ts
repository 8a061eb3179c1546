import { expect } from 'vitest';
import type { Observation, Row } from './observe.ts';

const memberOf = (value: unknown, type: 'S' | 'N'): string => (value as Readonly<Record<string, string>>)[type] ?? '';

interface Stay {
  readonly from: number;
  readonly until: number;
}

const closedStays = (row: Row): Stay[] => {
  const list = (row['closed']?.['L'] ?? []) as readonly { readonly M: Row }[];
  return list.map(({ M }) => ({
    from: Number(memberOf(M['fromSeq'], 'N')),
    until: Number(memberOf(M['untilSeq'], 'N')),
  }));
};

/** In the order in which they were begun, the one that is open at the end. */
export const staysOf = (row: Row): Stay[] => {
  const open = row['fromSeq'];
  return [...closedStays(row), ...(open ? [{ from: Number(memberOf(open, 'N')), until: Infinity }] : [])];
};

const membershipFaults = ({ rows }: Observation): string[] => {
  const memberships = rows['GroupMemberships'] ?? [];
  const statuses = new Map(
    (rows['Users'] ?? []).map((row) => [memberOf(row['userId'], 'S'), memberOf(row['status'], 'S')]),
  );
  return (rows['Groups'] ?? []).flatMap((group) => {
    if (group['deletedAt']) return [];
    const owners = memberships.filter((row) => memberOf(row['role'], 'S') === 'OWNER');
    const gone = memberships.filter((row) => statuses.get(memberOf(row['userId'], 'S')) === 'DELETED');
    return [
      ...(owners.length === 1 ? [] : [`${owners.length} owners`]),
      ...(Number(memberOf(group['memberCount'], 'N')) === memberships.length ? [] : ['memberCount']),
      ...gone.map(() => 'a member whose account is deleted'),
    ];
  });
};

const stayFaults = ({ rows }: Observation): string[] => {
  const members = new Set((rows['GroupMemberships'] ?? []).map((row) => memberOf(row['userId'], 'S')));
  const isLive = (rows['Groups'] ?? []).some((group) => !group['deletedAt']);
  return (rows['Participants'] ?? []).flatMap((row) => {
    const stays = staysOf(row);
    const overlaps = stays.filter(({ from }, index) => index > 0 && from < (stays[index - 1]?.until ?? 0));
    const isOpen = row['fromSeq'] !== undefined;
    return [
      ...overlaps.map(() => 'stays overlap'),
      ...(stays.every(({ from, until }) => from <= until) ? [] : ['a stay ends before it begins']),
      ...(isLive && isOpen !== members.has(memberOf(row['userId'], 'S')) ? ['a stay without its membership'] : []),
    ];
  });
};

/** What is true of a scene at rest however it came about. Takes the ids as they are. */
export const expectSound = (observation: Observation): void => {
  expect([...membershipFaults(observation), ...stayFaults(observation)]).toEqual([]);
};
