import type { Api, FieldName } from './Api.ts';

export interface Effects {
  /** Something of this group's conversation has changed. */
  readonly onGroup: (conversationId: string) => void;
  /** Texts in groups may be shown or hidden now. */
  readonly onBlock: () => void;
}

/** Fields that answer with a group, or take its id. */
const ofGroups: ReadonlySet<string> = new Set<FieldName>([
  'createGroup',
  'renameGroup',
  'deleteGroup',
  'transferGroup',
  'addUserToGroup',
  'removeUserFromGroup',
  'changeGroupRole',
  'leaveGroup',
]);

const ofBlocks: ReadonlySet<string> = new Set<FieldName>(['blockUser', 'unblockUser']);

interface GroupValue {
  readonly groupId?: string;
  readonly conversationId?: string;
}

type Call = (args?: unknown) => Promise<unknown>;

const withEffect = (name: string, call: Call, { onGroup, onBlock }: Effects): Call => {
  if (ofBlocks.has(name)) {
    return async (args) => {
      const value = await call(args);
      onBlock();
      return value;
    };
  }
  if (!ofGroups.has(name)) return call;
  return async (args) => {
    const value = (await call(args)) as GroupValue;
    onGroup(value.conversationId ?? `group:${value.groupId ?? ''}`);
    return value;
  };
};

/** The fields of the API, of which some mean that conversations have to be read again. */
export const withEffects = (api: Api, effects: Effects): Api => {
  const calls = Object.entries(api) as [string, Call][];
  return Object.fromEntries(calls.map(([name, call]) => [name, withEffect(name, call, effects)])) as unknown as Api;
};
