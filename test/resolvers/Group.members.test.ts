import { describe, expect, it } from 'vitest';
import { boId } from '../support/aResolverContext.ts';
import { aMembership, groupId } from './aGroup.ts';
import { aUserItem, bo } from './aUserItem.ts';
import { BundledResolver, earlyValueOf, errorOf, valueOf } from './BundledResolver.ts';

const members = new BundledResolver('Group.members');
const list = new BundledResolver('pipeline/groups/listMembers', 'Group.members');
const hydrate = new BundledResolver('pipeline/groups/hydrateMembers', 'Group.members');
const source = { id: groupId, myRole: 'MEMBER' };

describe('Group.members', () => {
  it('refuses a caller without a role in the group', () => {
    expect(errorOf(members.request({ source: { id: groupId, myRole: null } }))).toMatchObject({
      errorType: 'NotFound',
    });
  });

  it('returns the members of a parent that resolved them for a former member', () => {
    const page = { items: [], nextToken: null };

    expect(earlyValueOf(members.request({ source: { ...source, members: page } }))).toEqual([]);
    expect(valueOf(members.response({ source, prev: { result: [] } }))).toEqual(page);
  });

  it('reads a page of memberships consistently, and their users in one batch', () => {
    expect(valueOf(list.request({ source, args: { limit: 7 } }))).toMatchObject({
      operation: 'Query',
      limit: 7,
      consistentRead: true,
    });
    expect(valueOf(hydrate.request({ prev: { result: [aMembership(boId, 'ADMIN')] } }))).toEqual({
      operation: 'BatchGetItem',
      tables: { Users: { keys: [{ userId: { S: boId } }], consistentRead: true } },
    });
  });

  it('returns a member without a profile', () => {
    const stash = { memberships: [aMembership(boId, 'ADMIN'), aMembership('nobody', 'MEMBER')] };
    const result = { data: { Users: [aUserItem(), null] }, unprocessedKeys: {} };

    expect(valueOf(hydrate.response({ stash, result }))).toMatchObject([
      { userId: boId, role: 'ADMIN', user: bo },
      { userId: 'nobody', role: 'MEMBER', user: null },
    ]);
  });
});
