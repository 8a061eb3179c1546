import type { MembershipItem, UserItem } from '../../domain/items.ts';
import { roleChange } from '../../domain/roleActions.ts';
import type { TableAction } from '../../domain/TableAction.ts';
import { queryAll } from '../lib/dynamodb/queryAll.ts';
import { readItems, type ReadDeps } from '../lib/dynamodb/readItems.ts';

export interface SuccessionDeps extends ReadDeps {
  readonly tables: { readonly USERS_TABLE: string; readonly GROUP_MEMBERSHIPS_TABLE: string };
}

/** Who takes over a group, as read. */
export interface Successor {
  readonly membership: MembershipItem;
  readonly status: UserItem['status'];
}

/** People looked at in one round trip: mostly the first of them is it. */
const peoplePerRead = 25;

const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

/** ADMINs before MEMBERs, then who is in the group for longest. */
export const bySeniority = (one: MembershipItem, other: MembershipItem): number =>
  compare(one.role, other.role) || compare(one.joinedAt, other.joinedAt) || compare(one.userId, other.userId);

const loadHeirs = async ({ documents, tables }: SuccessionDeps, owner: MembershipItem): Promise<MembershipItem[]> => {
  const members = await queryAll<MembershipItem>(documents, {
    TableName: tables.GROUP_MEMBERSHIPS_TABLE,
    KeyConditionExpression: 'groupId = :group',
    ExpressionAttributeValues: { ':group': owner.groupId },
  });
  return members.filter(({ userId }) => userId !== owner.userId).sort(bySeniority);
};

const loadStatuses = async (deps: SuccessionDeps, heirs: readonly MembershipItem[]): Promise<Successor[]> => {
  const keys = heirs.map(({ userId }) => ({ table: deps.tables.USERS_TABLE, key: { userId } }));
  const people = (await readItems(deps, keys)) as (UserItem | undefined)[];
  return heirs.map((membership, index) => ({ membership, status: people[index]?.status ?? 'DELETED' }));
};

/**
 * Whom an owner's group falls to: the first by seniority whose account is active, or the first where none is. Undefined
 * when the owner is alone.
 */
export const findSuccessor = async (deps: SuccessionDeps, owner: MembershipItem): Promise<Successor | undefined> => {
  const heirs = await loadHeirs(deps, owner);
  let first: Successor | undefined;
  for (let start = 0; start < heirs.length; start += peoplePerRead) {
    const people = await loadStatuses(deps, heirs.slice(start, start + peoplePerRead));
    first ??= people[0];
    const active = people.find(({ status }) => status === 'ACTIVE');
    if (active) return active;
  }
  return first;
};

/** The account is pinned like the role: two who delete theirs at once do not leave the group to each other. */
export const succession = ({ membership, status }: Successor): TableAction[] => [
  roleChange(membership, 'OWNER'),
  {
    table: 'USERS_TABLE',
    operation: 'ConditionCheck',
    key: { userId: membership.userId },
    condition: { text: '#status = :status', values: { ':status': status } },
  },
];
