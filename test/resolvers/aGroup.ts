import type { GroupRole } from '../../domain/groupPolicy.ts';
import { anaId, boId } from '../support/aResolverContext.ts';
import { aUserItem } from './aUserItem.ts';

export const groupId = 'dddddddd-4444-4444-8444-444444444444';
export const conversationId = `group:${groupId}`;
export const anaItem = aUserItem({ userId: anaId, username: 'ana', displayName: 'Ana A.' });

type Items = Record<string, Record<string, unknown>[]>;

/** An item of the GroupMemberships table. */
export const aMembership = (userId: string, role: GroupRole) => ({
  groupId,
  userId,
  role,
  joinedAt: '2026-01-01T12:00:00.000Z',
  fromSeq: 3,
});

/** The tables of a group owned by ana, with seven messages and without bo. */
export const aGroup = (more: Items = {}): Items => ({
  Users: [anaItem, aUserItem()],
  Groups: [{ groupId, name: 'Chess', createdBy: anaId, createdAt: '2026-01-01T12:00:00.000Z', memberCount: 2 }],
  GroupMemberships: [aMembership(anaId, 'OWNER')],
  Conversations: [{ conversationId, kind: 'GROUP', lastSeq: 7 }],
  ...more,
});

/** The same group with bo as a member. */
export const aGroupWith = (role: GroupRole, more: Items = {}): Items =>
  aGroup({
    GroupMemberships: [aMembership(anaId, 'OWNER'), aMembership(boId, role)],
    Participants: [{ userId: boId, conversationId, groupId, readSeq: 7, fromSeq: 3 }],
    ...more,
  });
