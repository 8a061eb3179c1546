const serverClient = 'secretsmanager:GetSecretValue ServerClientSecret';
const usernameKey = 'secretsmanager:GetSecretValue UsernameKey';
const publish = 'appsync:GraphQL Graphql/types/Mutation/fields/publishMessage';

const on = (table: string, ...actions: string[]): string[] => actions.map((action) => `dynamodb:${action} ${table}`);

const conversationViews = [
  ...on('Conversations', 'BatchGetItem'),
  ...on('Messages', 'BatchGetItem', 'Query'),
  ...on('Users', 'BatchGetItem'),
  ...on('Groups', 'BatchGetItem'),
  ...on('GroupMemberships', 'BatchGetItem'),
  ...on('BlockedUsers', 'BatchGetItem'),
];

const profileCreation = [usernameKey, ...on('Users', 'GetItem', 'PutItem'), ...on('UsernameReservations', 'PutItem')];

const store = [
  ...on('Users', 'BatchGetItem'),
  ...on('Conversations', 'BatchGetItem', 'UpdateItem'),
  ...on('Messages', 'GetItem', 'PutItem'),
  ...on('SendKeys', 'BatchGetItem', 'GetItem', 'PutItem'),
  publish,
];

/**
 * What every function may do beside writing its own log and traces: written by hand, so that a right more or less is
 * a change of this table, too.
 */
export const functionRights: Readonly<Record<string, readonly string[]>> = {
  preSignUp: [usernameKey, ...on('UsernameReservations', 'GetItem')],
  postConfirmation: [
    usernameKey,
    ...on('Users', 'PutItem', 'UpdateItem'),
    ...on('UsernameReservations', 'PutItem'),
    'cognito-idp:AdminUserGlobalSignOut UserPool',
    'secretsmanager:GetSecretValue TriggerRightsEndpoint',
    'appsync:GraphQL Graphql/types/Mutation/fields/endSubscriptions',
  ],
  registerUser: [serverClient, 'cognito-idp:AdminGetUser UserPool'],
  confirmUser: [serverClient],
  resendConfirmationCode: [serverClient],
  authenticateUser: [serverClient, ...profileCreation],
  createProfile: profileCreation,
  refreshSession: [serverClient],
  forgotPassword: [serverClient],
  confirmForgotPassword: [serverClient],
  changePassword: [
    serverClient,
    ...on('Users', 'GetItem', 'UpdateItem'),
    'cognito-idp:AdminUserGlobalSignOut UserPool',
  ],
  signOut: [...on('Users', 'GetItem', 'UpdateItem'), 'cognito-idp:AdminUserGlobalSignOut UserPool'],
  deleteAccount: [
    ...on('Users', 'BatchGetItem', 'UpdateItem', 'ConditionCheckItem'),
    ...on('Groups', 'BatchGetItem', 'UpdateItem'),
    ...on('GroupMemberships', 'BatchGetItem', 'Query', 'UpdateItem', 'DeleteItem'),
    ...on('Conversations', 'BatchGetItem', 'UpdateItem'),
    ...on('Participants', 'BatchGetItem', 'Query', 'UpdateItem'),
    'cognito-idp:AdminDeleteUser UserPool',
  ],
  disableUser: [...on('Users', 'UpdateItem'), 'cognito-idp:AdminDisableUser UserPool'],
  enableUser: [...on('Users', 'UpdateItem'), 'cognito-idp:AdminEnableUser UserPool'],
  conversations: [...conversationViews, ...on('Participants', 'Query')],
  conversation: [...conversationViews, ...on('Participants', 'BatchGetItem')],
  markRead: [...conversationViews, ...on('Participants', 'BatchGetItem', 'UpdateItem')],
  messages: [
    ...on('Participants', 'BatchGetItem'),
    ...on('Conversations', 'BatchGetItem'),
    ...on('Messages', 'Query'),
    ...on('BlockedUsers', 'BatchGetItem'),
  ],
  sendMessage: [
    ...store,
    ...on('BlockedUsers', 'BatchGetItem', 'ConditionCheckItem'),
    ...on('Participants', 'BatchGetItem', 'PutItem', 'UpdateItem'),
  ],
  sendGroupMessage: [
    ...store,
    ...on('BlockedUsers', 'Query'),
    ...on('GroupMemberships', 'Query'),
    ...on('Participants', 'BatchGetItem', 'ConditionCheckItem', 'UpdateItem'),
  ],
  checkMessages: [
    ...on('Participants', 'Query'),
    ...on('Conversations', 'BatchGetItem'),
    ...on('Messages', 'Query'),
    ...on('BlockedUsers', 'BatchGetItem'),
  ],
};

/** The same of the data sources that are tables. */
export const sourceRights: Readonly<Record<string, readonly string[]>> = {
  profiles: [...on('Users', 'GetItem', 'BatchGetItem', 'UpdateItem'), ...on('Users/index/byUsername', 'Query')],
  blocks: [...on('BlockedUsers', 'UpdateItem', 'DeleteItem'), ...on('BlockedUsers/index/byBlocker', 'Query')],
  groupViews: [...on('Groups', 'BatchGetItem'), ...on('GroupMemberships', 'BatchGetItem')],
  myStays: on('Participants', 'Query'),
  groupMembers: on('GroupMemberships', 'Query'),
  groups: [
    ...on('Groups', 'GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem'),
    ...on('GroupMemberships', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'),
    ...on('Conversations', 'BatchGetItem', 'PutItem', 'UpdateItem'),
    ...on('Participants', 'BatchGetItem', 'PutItem', 'UpdateItem'),
    ...on('BlockedUsers', 'BatchGetItem', 'ConditionCheckItem'),
    ...on('Users', 'BatchGetItem', 'ConditionCheckItem'),
  ],
  live: on('Users', 'GetItem'),
};
