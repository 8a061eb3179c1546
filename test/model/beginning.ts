import type { Act } from './Act.ts';

/** Where every run begins: a group of an OWNER, an ADMIN and a MEMBER, and somebody outside. */
export const beginning: readonly Act[] = [
  { op: 'createGroup', by: 'ana', group: 'g1', name: 'a', members: ['bo', 'cleo'] },
  { op: 'changeGroupRole', by: 'ana', group: 'g1', whom: 'bo', role: 'ADMIN' },
];
