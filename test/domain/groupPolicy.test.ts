import { describe, expect, it } from 'vitest';
import { groupPolicy, mayInGroup, type GroupAction } from '../../domain/groupPolicy.ts';

const roles = ['OWNER', 'ADMIN', 'MEMBER'] as const;
const onPeople = ['addUser', 'removeUser', 'changeRole', 'transfer'] as const;
const onGroup: readonly GroupAction[] = ['rename', 'delete', 'leave', 'send', 'read'];

const allowed = (role: (typeof roles)[number]): string[] => [
  ...onPeople.flatMap((action) =>
    roles.filter((target) => mayInGroup(role, action, target)).map((to) => `${action} ${to}`),
  ),
  ...onGroup.filter((action) => mayInGroup(role, action, 'GROUP')),
];

describe('groupPolicy', () => {
  it('lets the owner do everything but leave', () => {
    expect(allowed('OWNER')).toEqual([
      ...onPeople.flatMap((action) => [`${action} ADMIN`, `${action} MEMBER`]),
      ...['rename', 'delete', 'send', 'read'],
    ]);
  });

  it('lets admins add and remove members, and rename', () => {
    expect(allowed('ADMIN')).toEqual(['addUser MEMBER', 'removeUser MEMBER', 'rename', 'leave', 'send', 'read']);
  });

  it('lets members send, read and leave', () => {
    expect(allowed('MEMBER')).toEqual(['leave', 'send', 'read']);
  });

  it('lets nobody do anything to the owner', () => {
    for (const role of roles) {
      for (const action of onPeople) expect(groupPolicy[role][action]).not.toContain('OWNER');
    }
  });
});
