import type { Group, Mutation, Query, Subscription } from '../generated/types.ts';
import type { DataSourceName } from './dataSources.ts';
import type { FunctionName } from './functions.ts';

/** Every field of the root types. A field without a wire, or a wire without a field, does not compile. */
export type RootField =
  | `Query.${Extract<keyof Query, string>}`
  | `Mutation.${Extract<keyof Mutation, string>}`
  | `Subscription.${Extract<keyof Subscription, string>}`;

/** Fields of other types that the parent's answer does not contain. */
export type NestedField = `Group.${Extract<keyof Group, string>}`;

/** A function of a pipeline: `resolvers/pipeline/<noun>/<name>.ts` on a data source; `step` is `<noun>/<name>`. */
export interface Step {
  readonly step: string;
  readonly source: DataSourceName | FunctionName;
}

export type Wiring =
  /** `resolvers/<Type.field>.ts` on one data source. */
  | { readonly kind: 'unit'; readonly source: DataSourceName }
  /** `resolvers/<Type.field>.ts` before and after the steps. */
  | { readonly kind: 'pipeline'; readonly steps: readonly Step[] }
  /** `resolvers/lib/invokeLambda.ts`, or the field's own code, with `functions/<name>` as its source. */
  | { readonly kind: 'lambda'; readonly function: FunctionName; readonly code: 'shared' | 'own' };

const unit = (source: DataSourceName): Wiring => ({ kind: 'unit', source });
const lambda = (name: FunctionName, code: 'shared' | 'own' = 'shared'): Wiring => ({
  kind: 'lambda',
  function: name,
  code,
});
const pipeline = (...steps: readonly (readonly Step[])[]): Wiring => ({ kind: 'pipeline', steps: steps.flat() });
const step = (name: string, source: Step['source']): Step[] => [{ step: name, source }];
/** Repeats a write that may conflict with a transaction on its item: see resolvers/lib/writeOutcome.ts. */
const write = (name: string, source: DataSourceName, tries = 4): Step[] =>
  Array.from({ length: tries }, () => ({ step: name, source }));
/**
 * With the step that reads, the ten functions that AppSync allows in a pipeline. The tries follow within milliseconds, and
 * the transaction of a send takes longer.
 */
const triesAgainstSends = 9;
/** Reads, decides and writes, and once again after a conflict: see resolvers/lib/decidedWrite.ts. */
const decide = (read: string, write: string, source: DataSourceName): Step[] =>
  [read, write, write, read, write, write].map((name) => ({ step: name, source }));
/** Removes a user from a group, then ends their stay at the last message before the removal. */
const depart: Step[] = [
  ...decide('groups/readDeparture', 'groups/writeDeparture', 'groups'),
  ...step('groups/readLastSeq', 'groups'),
  ...Array.from({ length: 3 }, (): Step => ({ step: 'groups/finishStay', source: 'groups' })),
];

export const wiring = {
  'Query.me': pipeline(step('profiles/readMyProfile', 'profiles'), step('profiles/healMyProfile', 'createProfile')),
  'Query.user': unit('profiles'),
  'Query.userByUsername': unit('profiles'),
  'Query.users': unit('profiles'),
  'Query.checkMessages': lambda('checkMessages'),
  'Query.blockedUsers': pipeline(step('blocks/listMyBlocks', 'blocks'), step('blocks/hydrateBlocks', 'profiles')),
  'Mutation.registerUser': lambda('registerUser'),
  'Mutation.confirmUser': lambda('confirmUser'),
  'Mutation.resendConfirmationCode': lambda('resendConfirmationCode'),
  'Mutation.authenticateUser': lambda('authenticateUser'),
  'Mutation.refreshSession': lambda('refreshSession'),
  'Mutation.forgotPassword': lambda('forgotPassword'),
  'Mutation.confirmForgotPassword': lambda('confirmForgotPassword'),
  'Mutation.signOut': lambda('signOut', 'own'),
  'Mutation.changePassword': lambda('changePassword', 'own'),
  'Mutation.endSubscriptions': unit('none'),
  'Mutation.updateProfile': pipeline(
    step('profiles/readMyProfile', 'profiles'),
    step('profiles/healMyProfile', 'createProfile'),
    write('profiles/putDisplayName', 'profiles'),
  ),
  'Mutation.deleteAccount': lambda('deleteAccount', 'own'),
  'Mutation.disableUser': lambda('disableUser', 'own'),
  'Mutation.enableUser': lambda('enableUser'),
  'Query.conversations': lambda('conversations'),
  'Query.conversation': lambda('conversation'),
  'Query.messages': lambda('messages'),
  'Mutation.markRead': lambda('markRead'),
  'Mutation.sendMessage': lambda('sendMessage'),
  'Mutation.blockUser': pipeline(
    step('blocks/readBlockTarget', 'profiles'),
    write('blocks/putBlock', 'blocks', triesAgainstSends),
  ),
  'Mutation.unblockUser': pipeline(
    step('blocks/readBlockTarget', 'profiles'),
    write('blocks/deleteBlock', 'blocks', triesAgainstSends),
  ),
  'Query.group': unit('groupViews'),
  'Query.groups': pipeline(
    step('groups/listMyGroups', 'myStays'),
    step('groups/readListedGroups', 'groupViews'),
    step('groups/readMyRoles', 'groupViews'),
  ),
  'Mutation.createGroup': pipeline(decide('groups/readCreation', 'groups/writeCreation', 'groups')),
  'Mutation.renameGroup': pipeline(decide('groups/readRename', 'groups/writeDecision', 'groups')),
  'Mutation.deleteGroup': pipeline(decide('groups/readDeletion', 'groups/writeDecision', 'groups')),
  'Mutation.addUserToGroup': pipeline(decide('groups/readAddition', 'groups/writeAddition', 'groups')),
  'Mutation.removeUserFromGroup': pipeline(depart),
  'Mutation.changeGroupRole': pipeline(decide('groups/readRoleChange', 'groups/writeDecision', 'groups')),
  'Mutation.transferGroup': pipeline(decide('groups/readTransfer', 'groups/writeDecision', 'groups')),
  'Mutation.leaveGroup': pipeline(depart),
  'Mutation.sendGroupMessage': lambda('sendGroupMessage'),
  'Mutation.publishMessage': unit('none'),
  'Subscription.onMessage': unit('live'),
} as const satisfies Record<RootField, Wiring>;

export const nestedWiring = {
  'Group.members': pipeline(step('groups/listMembers', 'groupMembers'), step('groups/hydrateMembers', 'profiles')),
} as const satisfies Partial<Record<NestedField, Wiring>>;
