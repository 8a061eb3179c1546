import { randomUUID } from 'node:crypto';
import type { operations } from '../support/operations.ts';
import { directTalk, groupTalk, type Scene } from './LeakScene.ts';

type Field = keyof typeof operations;

export interface Surface {
  readonly title: string;
  readonly field: Field;
  readonly variables: (scene: Scene) => Readonly<Record<string, unknown>>;
}

const surface = (title: string, field: Field, variables: Surface['variables'] = () => ({})): Surface => ({
  title,
  field,
  variables,
});

const message = (text: string, clientMessageId: string = randomUUID()) => ({ text, clientMessageId });

/** Everything that somebody can ask for or do, in this order: what only looks comes first. */
export const surfaces: readonly Surface[] = [
  surface('own profile', 'me'),
  surface('profile', 'user', ({ other }) => ({ id: other.id })),
  surface('profile by username', 'userByUsername', ({ other }) => ({ username: other.username })),
  surface('profiles in a list', 'users', ({ viewer, other, friend }) => ({ ids: [other.id, friend.id, viewer.id] })),
  surface('own blocks', 'blockedUsers'),
  surface('list of conversations', 'conversations'),
  surface('pages of the list of conversations', 'conversations', () => ({ limit: 1 })),
  surface('direct conversation', 'conversation', (scene) => ({ id: directTalk(scene) })),
  surface('history of it', 'messages', (scene) => ({ conversationId: directTalk(scene) })),
  surface('shared conversation', 'conversation', ({ sharedGroup }) => ({ id: groupTalk(sharedGroup) })),
  surface('history of it, too', 'messages', ({ sharedGroup }) => ({ conversationId: groupTalk(sharedGroup) })),
  surface('conversation of the own group', 'conversation', ({ ownGroup }) => ({ id: groupTalk(ownGroup) })),
  surface('shared group and its members', 'group', ({ sharedGroup }) => ({ id: sharedGroup })),
  surface('first of its members', 'group', ({ sharedGroup }) => ({ id: sharedGroup, limit: 1 })),
  surface('list of groups', 'groups'),
  surface('unread messages', 'checkMessages'),
  surface('subscription', 'onMessage'),
  surface('send', 'sendMessage', ({ other }) => ({ input: { recipientId: other.id, ...message('new') } })),
  surface('repeat of an accepted send', 'sendMessage', ({ other, sent }) => ({
    input: { recipientId: other.id, ...message('hello yourself', sent.direct) },
  })),
  surface('reuse of its id', 'sendMessage', ({ other, sent }) => ({
    input: { recipientId: other.id, ...message('something else', sent.direct) },
  })),
  surface('reuse of its id for a friend', 'sendMessage', ({ friend, sent }) => ({
    input: { recipientId: friend.id, ...message('hello yourself', sent.direct) },
  })),
  surface('send without a text', 'sendMessage', ({ other }) => ({ input: { recipientId: other.id, ...message('') } })),
  surface('send to the shared group', 'sendGroupMessage', ({ sharedGroup }) => ({
    input: { groupId: sharedGroup, ...message('new') },
  })),
  surface('repeat of an accepted send to it', 'sendGroupMessage', ({ sharedGroup, sent }) => ({
    input: { groupId: sharedGroup, ...message('hello', sent.group) },
  })),
  surface('mark in the direct conversation', 'markRead', (scene) => ({ conversationId: directTalk(scene), seq: 1 })),
  surface('mark in the shared one', 'markRead', ({ sharedGroup }) => ({
    conversationId: groupTalk(sharedGroup),
    seq: 0,
  })),
  surface('addition to the own group', 'addUserToGroup', ({ ownGroup, other }) => ({
    input: { groupId: ownGroup, userId: other.id },
  })),
  surface('addition to it in another role', 'addUserToGroup', ({ ownGroup, other }) => ({
    input: { groupId: ownGroup, userId: other.id, role: 'ADMIN' },
  })),
  surface('addition to the shared group', 'addUserToGroup', ({ sharedGroup, other }) => ({
    input: { groupId: sharedGroup, userId: other.id },
  })),
  surface('addition to a friend’s group', 'addUserToGroup', ({ friendsGroup, other }) => ({
    input: { groupId: friendsGroup, userId: other.id },
  })),
  surface('creation of a group for two', 'createGroup', ({ other }) => ({
    input: { name: 'Two', memberIds: [other.id] },
  })),
  surface('creation of a group for three', 'createGroup', ({ other, friend }) => ({
    input: { name: 'Three', memberIds: [friend.id, other.id] },
  })),
  surface('repeat of the creation of the shared group', 'createGroup', ({ sharedGroup, other, friend }) => ({
    input: { groupId: sharedGroup, name: 'Shared', memberIds: [other.id, friend.id] },
  })),
  surface('own group and its members', 'group', ({ ownGroup }) => ({ id: ownGroup })),
  surface('other role in the shared group', 'changeGroupRole', ({ sharedGroup, other }) => ({
    input: { groupId: sharedGroup, userId: other.id, role: 'ADMIN' },
  })),
  surface('other role in the own group', 'changeGroupRole', ({ ownGroup, other }) => ({
    input: { groupId: ownGroup, userId: other.id, role: 'ADMIN' },
  })),
  surface('hand-over of a group', 'transferGroup', ({ passedGroup, other }) => ({
    groupId: passedGroup,
    userId: other.id,
  })),
  surface('hand-over of the own group', 'transferGroup', ({ ownGroup, other }) => ({
    groupId: ownGroup,
    userId: other.id,
  })),
  surface('new name of the shared group', 'renameGroup', ({ sharedGroup }) => ({
    input: { groupId: sharedGroup, name: 'Renamed' },
  })),
  surface('removal from the own group', 'removeUserFromGroup', ({ ownGroup, other }) => ({
    groupId: ownGroup,
    userId: other.id,
  })),
  surface('removal from the shared group', 'removeUserFromGroup', ({ sharedGroup, other }) => ({
    groupId: sharedGroup,
    userId: other.id,
  })),
  surface('addition to the shared group again', 'addUserToGroup', ({ sharedGroup, other }) => ({
    input: { groupId: sharedGroup, userId: other.id },
  })),
  surface('leave from a friend’s group', 'leaveGroup', ({ friendsGroup }) => ({ groupId: friendsGroup })),
  surface('deletion of the group that was handed over', 'deleteGroup', ({ passedGroup }) => ({ groupId: passedGroup })),
  surface('deletion of the shared group', 'deleteGroup', ({ sharedGroup }) => ({ groupId: sharedGroup })),
  surface('change of the own profile', 'updateProfile', () => ({ input: { displayName: 'a' } })),
  surface('own block', 'blockUser', ({ other }) => ({ userId: other.id })),
  surface('send in spite of it', 'sendMessage', ({ other }) => ({
    input: { recipientId: other.id, ...message('blocked by me') },
  })),
  surface('own blocks after it', 'blockedUsers'),
  surface('end of the own block', 'unblockUser', ({ other }) => ({ userId: other.id })),
  surface('send after it', 'sendMessage', ({ other }) => ({ input: { recipientId: other.id, ...message('again') } })),
  surface('list of conversations in the end', 'conversations'),
  surface('unread messages in the end', 'checkMessages'),
  surface('list of groups in the end', 'groups'),
];

/** Fields that tell nothing of another person, and why. */
export const silentFields: Readonly<Record<string, string>> = {
  registerUser: 'the backend does not know who asks',
  confirmUser: 'the backend does not know who asks',
  resendConfirmationCode: 'the backend does not know who asks',
  authenticateUser: 'the backend does not know who asks',
  refreshSession: 'of the caller alone',
  forgotPassword: 'the backend does not know who asks',
  confirmForgotPassword: 'the backend does not know who asks',
  changePassword: 'of the caller alone',
  signOut: 'of the caller alone',
  deleteAccount: 'of the caller alone',
  disableUser: 'refused to everybody who signs in',
  enableUser: 'refused to everybody who signs in',
  endSubscriptions: 'refused to everybody who signs in',
  publishMessage: 'refused to everybody who signs in',
};
