import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { departureActions, endOfStay, type Closing } from '../../domain/departureActions.ts';
import type { GroupItem, GroupParticipantItem, HeadItem, MembershipItem } from '../../domain/items.ts';
import { limits } from '../../domain/limits.ts';
import type { TableAction } from '../../domain/TableAction.ts';
import { readItems } from '../lib/dynamodb/readItems.ts';
import { retryTransient } from '../lib/dynamodb/retryTransient.ts';
import { toTransactItems } from '../lib/dynamodb/toTransactItems.ts';
import { findSuccessor, succession, type SuccessionDeps } from './succession.ts';

export interface EndStayDeps extends SuccessionDeps {
  readonly tables: SuccessionDeps['tables'] & {
    readonly GROUPS_TABLE: string;
    readonly CONVERSATIONS_TABLE: string;
    readonly PARTICIPANTS_TABLE: string;
  };
}

const transact = (deps: EndStayDeps, actions: readonly TableAction[]): Promise<unknown> =>
  deps.documents.send(new TransactWriteCommand({ TransactItems: toTransactItems({ ...deps.tables }, actions) }));

/** The last stay, when its end was left unsettled a short while ago: by a call that died, or whose answer was lost. */
const unfinished = ({ closed = [] }: GroupParticipantItem, now: number): number | undefined => {
  const closing = closed.at(-1)?.closing ?? 0;
  return now / 1000 - closing <= limits.finishStaySeconds ? closed.length - 1 : undefined;
};

interface Standing {
  readonly group: GroupItem;
  readonly membership: MembershipItem | undefined;
  readonly head: HeadItem;
  readonly row: GroupParticipantItem;
}

const loadStanding = async (
  deps: EndStayDeps,
  { userId, conversationId, groupId }: GroupParticipantItem,
): Promise<Standing> => {
  const { tables } = deps;
  const [group, membership, head, row] = await readItems(deps, [
    { table: tables.GROUPS_TABLE, key: { groupId } },
    { table: tables.GROUP_MEMBERSHIPS_TABLE, key: { groupId, userId } },
    { table: tables.CONVERSATIONS_TABLE, key: { conversationId } },
    { table: tables.PARTICIPANTS_TABLE, key: { userId, conversationId } },
  ]);
  return { group, membership, head, row } as unknown as Standing;
};

/**
 * One try, by what is read then; whom the group falls to is read with it. In a group that is deleted nobody has a stay
 * to end.
 *
 * @returns the place of the stay whose end is to be settled, if there is one
 */
const depart = async (deps: EndStayDeps, stay: GroupParticipantItem): Promise<number | undefined> => {
  const { group, membership, head, row } = await loadStanding(deps, stay);
  const now = deps.timing.now();
  if (!membership || group.deletedAt !== undefined) return unfinished(row, now);
  const isOwner = membership.role === 'OWNER';
  const successor = isOwner ? await findSuccessor(deps, membership) : undefined;
  const closing: Closing = {
    membership,
    index: (row.closed ?? []).length,
    untilSeq: head.lastSeq,
    isDeletion: isOwner && !successor,
  };
  const moment = { now: new Date(now).toISOString(), seconds: Math.floor(now / 1000) };
  await transact(deps, [...departureActions(closing, moment), ...(successor ? succession(successor) : [])]);
  return closing.index;
};

const isDecided = (error: unknown): boolean =>
  error instanceof TransactionCanceledException &&
  (error.CancellationReasons ?? []).some(({ Code }) => Code === 'ConditionalCheckFailed');

/** A failed condition says that another call has settled the end. */
const finish = async (deps: EndStayDeps, stay: GroupParticipantItem, index: number): Promise<void> => {
  const { conversationId } = stay;
  const [head] = await readItems(deps, [{ table: deps.tables.CONVERSATIONS_TABLE, key: { conversationId } }]);
  const { lastSeq } = head as unknown as HeadItem;
  try {
    await transact(deps, [endOfStay(stay, { index, lastSeq })]);
  } catch (error) {
    if (!isDecided(error)) throw error;
  }
};

/**
 * Has a person out of a group and ends his stay where the group stood then, as resolvers/pipeline/readDeparture.ts
 * does. An owner's group falls to somebody else in the same transaction; with its last member it is deleted.
 */
export const endStay = async (deps: EndStayDeps, stay: GroupParticipantItem): Promise<void> => {
  const index =
    stay.fromSeq === undefined
      ? unfinished(stay, deps.timing.now())
      : await retryTransient(deps.timing, () => depart(deps, stay));
  if (index !== undefined) await retryTransient(deps.timing, () => finish(deps, stay, index));
};
