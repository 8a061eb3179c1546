import type { ResolverContext } from 'messaging-local/appsync/js/handler/ResolverCode.ts';

/** 2026-01-02T03:04:05.678Z: the current time in the code under test. */
export const resolverNow = Date.UTC(2026, 0, 2, 3, 4, 5, 678);

/** The result of `util.autoId`. */
export const resolverId = '99999999-9999-4999-8999-999999999999';

export const anaId = 'aaaaaaaa-1111-4111-8111-111111111111';
export const boId = 'bbbbbbbb-2222-4222-8222-222222222222';

/** When ana signed in, in seconds since the epoch. */
export const anaSignedInAt = 1_767_320_000;

export const anaIdentity = {
  sub: anaId,
  username: 'ana',
  issuer: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_pool',
  claims: { sub: anaId, auth_time: anaSignedInAt },
  sourceIp: ['127.0.0.1'],
  defaultAuthStrategy: 'ALLOW',
  groups: null,
};

export type ContextMembers = Partial<Omit<ResolverContext, 'arguments'>> & { readonly args?: Record<string, unknown> };

/** A context with ana as caller and the table names; a test overrides members. */
export const aResolverContext = (field: string, { args = {}, ...members }: ContextMembers = {}): ResolverContext => {
  const [parentTypeName = '', fieldName = ''] = field.split('.');
  return {
    arguments: args,
    identity: anaIdentity,
    source: null,
    stash: {},
    prev: null,
    info: { fieldName, parentTypeName, variables: {}, selectionSetList: [], selectionSetGraphQL: '' },
    request: { headers: {}, domainName: null },
    env: {
      USERS_TABLE: 'Users',
      BLOCKED_USERS_TABLE: 'BlockedUsers',
      GROUPS_TABLE: 'Groups',
      GROUP_MEMBERSHIPS_TABLE: 'GroupMemberships',
      CONVERSATIONS_TABLE: 'Conversations',
      PARTICIPANTS_TABLE: 'Participants',
      MAX_GROUP_MEMBERS: '1024',
    },
    ...members,
  };
};
