import { Kind, parse, type ConstDirectiveNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { mergeSchema } from '../../infra/build/mergeSchema.ts';

/** Who may ask: visitors with the API key, people who are signed in, the backend and its operators by IAM. */
type Mode = 'key' | 'person' | 'iam';

const modeOf: Readonly<Record<string, Mode>> = {
  aws_api_key: 'key',
  aws_cognito_user_pools: 'person',
  aws_iam: 'iam',
};

/** Written by hand: who may ask for each field. A field that is not here fails. */
const matrix: readonly { type: string; modes: readonly Mode[]; fields: string }[] = [
  {
    type: 'Query',
    modes: ['person'],
    fields: 'me user userByUsername users checkMessages conversations conversation messages group groups blockedUsers',
  },
  {
    type: 'Mutation',
    modes: ['key'],
    fields:
      'registerUser confirmUser resendConfirmationCode authenticateUser refreshSession forgotPassword ' +
      'confirmForgotPassword',
  },
  {
    type: 'Mutation',
    modes: ['person'],
    fields:
      'signOut changePassword updateProfile deleteAccount sendMessage sendGroupMessage markRead blockUser unblockUser ' +
      'createGroup renameGroup deleteGroup addUserToGroup removeUserFromGroup changeGroupRole transferGroup leaveGroup',
  },
  { type: 'Mutation', modes: ['iam'], fields: 'publishMessage endSubscriptions disableUser enableUser' },
  { type: 'Subscription', modes: ['person'], fields: 'onMessage' },
  { type: 'User', modes: ['person'], fields: 'id username displayName createdAt' },
  {
    type: 'AuthSession',
    modes: ['key'],
    fields: 'accessToken idToken refreshToken expiresIn tokenType userId',
  },
  { type: 'RegisterUserResult', modes: ['key'], fields: 'userId username confirmed' },
  {
    type: 'Message',
    modes: ['person', 'iam'],
    fields: 'id conversationId seq version senderId senderUsername text createdAt clientMessageId hiddenReason',
  },
  { type: 'Delivery', modes: ['person', 'iam'], fields: 'message' },
  { type: 'Delivery', modes: ['iam'], fields: 'recipientIds' },
  { type: 'CheckMessagesResult', modes: ['person'], fields: 'messages changed nextCursor hasMore' },
  { type: 'MessagePage', modes: ['person'], fields: 'items hasMore' },
  {
    type: 'Conversation',
    modes: ['person'],
    fields: 'id kind peer group lastSeq readSeq firstVisibleSeq unreadCount lastMessage lastMessageAt',
  },
  { type: 'ConversationPage', modes: ['person'], fields: 'items nextToken' },
  { type: 'Block', modes: ['person'], fields: 'userId user createdAt' },
  { type: 'BlockPage', modes: ['person'], fields: 'items nextToken' },
  { type: 'Group', modes: ['person'], fields: 'id name createdAt memberCount myRole members conversationId' },
  { type: 'GroupPage', modes: ['person'], fields: 'items nextToken' },
  { type: 'GroupMembership', modes: ['person'], fields: 'groupId userId user role joinedAt' },
  { type: 'GroupMembershipPage', modes: ['person'], fields: 'items nextToken' },
];

const allowed: ReadonlyMap<string, readonly Mode[]> = new Map(
  matrix.flatMap(({ type, modes, fields }) => fields.split(' ').map((field) => [`${type}.${field}`, modes] as const)),
);

const modesOf = (directives: readonly ConstDirectiveNode[] = []): Mode[] =>
  directives.flatMap(({ name }) => modeOf[name.value] ?? []);

/** A field's own directives count, else those of its type, else the API's default: people who are signed in. */
const deployed = parse(mergeSchema()).definitions.flatMap((definition) => {
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
  const ofType = modesOf(definition.directives);
  return (definition.fields ?? []).map(({ name, directives }) => {
    const ofField = modesOf(directives);
    const inherited: Mode[] = ofType.length > 0 ? ofType : ['person'];
    return {
      field: `${definition.name.value}.${name.value}`,
      own: ofField,
      modes: ofField.length > 0 ? ofField : inherited,
    };
  });
});

describe('the authorization of', () => {
  it.each(deployed)('$field is that of the table', ({ field, modes }) => {
    expect([...modes].sort()).toEqual([...(allowed.get(field) ?? ['no row'])].sort());
  });

  it('root fields is never left to the default', () => {
    const roots = deployed.filter(({ field }) => /^(?:Query|Mutation|Subscription)\./.test(field));

    expect(roots.filter(({ own }) => own.length !== 1).map(({ field }) => field)).toEqual([]);
  });
});
