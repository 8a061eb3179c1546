import type { Act } from './Act.ts';

/** Where every run begins: a group of three, and somebody outside. */
export const beginning: Act = { op: 'createGroup', by: 'ana', group: 'g1', name: 'a', members: ['bo', 'cleo'] };
