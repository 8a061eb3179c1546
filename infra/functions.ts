import type { SettingName } from './settings.ts';
import { on, type TableGrant } from './TableGrant.ts';

export interface FunctionShape {
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  readonly grants?: readonly TableGrant[];
  /** May call `publishMessage`, and is told where. */
  readonly publishes?: true;
  /** Settings of the deployment that it reads: infra/settings.ts. */
  readonly settings?: readonly SettingName[];
  /** Speaks with Cognito as the confidential app client, whose secret it may read. */
  readonly isServerClient?: true;
  /** May read the key under which usernames are reserved. */
  readonly knowsUsernames?: true;
  /** A trigger that ends sessions: infra/TriggerRights.ts. */
  readonly endsSessions?: true;
  /** Actions on the user pool that need a role. */
  readonly userPoolActions?: readonly string[];
}

/** Cognito gives a trigger 5 seconds: https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-identity-pools-working-with-aws-lambda-triggers.html */
const triggerSeconds = 5;
const account = { memoryMegabytes: 256, timeoutSeconds: 15, isServerClient: true } as const;

/** Creating the profile that the trigger could not, where it is missing. */
const profileCreation = {
  grants: [on('Users', 'GetItem', 'PutItem'), on('UsernameReservations', 'PutItem')],
  knowsUsernames: true,
} as const;

/** What answering with conversations reads. */
const conversationViews = [
  on('Conversations', 'BatchGetItem'),
  on('Messages', 'BatchGetItem', 'Query'),
  on('Users', 'BatchGetItem'),
  on('Groups', 'BatchGetItem'),
  on('GroupMemberships', 'BatchGetItem'),
  on('BlockedUsers', 'BatchGetItem'),
];

/**
 * The triggers of the user pool. They may know of no pool and no API, or the template would have a cycle: what needs
 * either is in infra/TriggerRights.ts.
 */
export const triggers = {
  preSignUp: {
    memoryMegabytes: 256,
    timeoutSeconds: triggerSeconds,
    grants: [on('UsernameReservations', 'GetItem')],
    knowsUsernames: true,
  },
  postConfirmation: {
    memoryMegabytes: 256,
    timeoutSeconds: triggerSeconds,
    grants: [on('Users', 'PutItem', 'UpdateItem'), on('UsernameReservations', 'PutItem')],
    knowsUsernames: true,
    endsSessions: true,
  },
} as const satisfies Record<string, FunctionShape>;

/** The functions behind fields of the API: `functions/<name>`. */
export const functions = {
  registerUser: { ...account, userPoolActions: ['cognito-idp:AdminGetUser'] },
  confirmUser: account,
  resendConfirmationCode: account,
  authenticateUser: { ...account, ...profileCreation },
  createProfile: { memoryMegabytes: 256, timeoutSeconds: 15, ...profileCreation },
  refreshSession: account,
  forgotPassword: account,
  confirmForgotPassword: account,
  changePassword: {
    ...account,
    grants: [on('Users', 'GetItem', 'UpdateItem')],
    userPoolActions: ['cognito-idp:AdminUserGlobalSignOut'],
  },
  signOut: {
    memoryMegabytes: 256,
    timeoutSeconds: 15,
    grants: [on('Users', 'GetItem', 'UpdateItem')],
    userPoolActions: ['cognito-idp:AdminUserGlobalSignOut'],
  },
  deleteAccount: {
    memoryMegabytes: 512,
    timeoutSeconds: 28,
    grants: [
      on('Users', 'BatchGetItem', 'UpdateItem', 'ConditionCheckItem'),
      on('Groups', 'BatchGetItem', 'UpdateItem'),
      on('GroupMemberships', 'BatchGetItem', 'Query', 'UpdateItem', 'DeleteItem'),
      on('Conversations', 'BatchGetItem', 'UpdateItem'),
      on('Participants', 'BatchGetItem', 'Query', 'UpdateItem'),
    ],
    userPoolActions: ['cognito-idp:AdminDeleteUser'],
  },
  disableUser: {
    memoryMegabytes: 256,
    timeoutSeconds: 15,
    grants: [on('Users', 'UpdateItem')],
    userPoolActions: ['cognito-idp:AdminDisableUser'],
  },
  enableUser: {
    memoryMegabytes: 256,
    timeoutSeconds: 15,
    grants: [on('Users', 'UpdateItem')],
    userPoolActions: ['cognito-idp:AdminEnableUser'],
  },
  conversations: {
    memoryMegabytes: 512,
    timeoutSeconds: 20,
    grants: [...conversationViews, on('Participants', 'Query')],
  },
  conversation: {
    memoryMegabytes: 512,
    timeoutSeconds: 20,
    grants: [...conversationViews, on('Participants', 'BatchGetItem')],
  },
  markRead: {
    memoryMegabytes: 512,
    timeoutSeconds: 20,
    grants: [...conversationViews, on('Participants', 'BatchGetItem', 'UpdateItem')],
  },
  messages: {
    memoryMegabytes: 512,
    timeoutSeconds: 20,
    grants: [
      on('Participants', 'BatchGetItem'),
      on('Conversations', 'BatchGetItem'),
      on('Messages', 'Query'),
      on('BlockedUsers', 'BatchGetItem'),
    ],
  },
  sendMessage: {
    memoryMegabytes: 512,
    timeoutSeconds: 20,
    publishes: true,
    grants: [
      on('Users', 'BatchGetItem'),
      on('BlockedUsers', 'BatchGetItem', 'ConditionCheckItem'),
      on('Conversations', 'BatchGetItem', 'UpdateItem'),
      on('Participants', 'BatchGetItem', 'PutItem', 'UpdateItem'),
      on('Messages', 'GetItem', 'PutItem'),
      on('SendKeys', 'BatchGetItem', 'GetItem', 'PutItem'),
    ],
  },
  sendGroupMessage: {
    memoryMegabytes: 1024,
    timeoutSeconds: 25,
    publishes: true,
    settings: ['RECIPIENTS_PER_PUBLISH'],
    grants: [
      on('Users', 'BatchGetItem'),
      on('BlockedUsers', 'Query'),
      on('GroupMemberships', 'Query'),
      on('Conversations', 'BatchGetItem', 'UpdateItem'),
      on('Participants', 'BatchGetItem', 'ConditionCheckItem', 'UpdateItem'),
      on('Messages', 'GetItem', 'PutItem'),
      on('SendKeys', 'BatchGetItem', 'GetItem', 'PutItem'),
    ],
  },
  checkMessages: {
    memoryMegabytes: 512,
    timeoutSeconds: 20,
    grants: [
      on('Participants', 'Query'),
      on('Conversations', 'BatchGetItem'),
      on('Messages', 'Query'),
      on('BlockedUsers', 'BatchGetItem'),
    ],
  },
} as const satisfies Record<string, FunctionShape>;

export type TriggerName = keyof typeof triggers;
export type FunctionName = keyof typeof functions;
