import { ErrorType } from '../../../domain/ErrorType.ts';
import type { HeadItem, ParticipantItem, UserItem } from '../../../domain/items.ts';
import { assertSignedIn } from '../accounts/assertSignedIn.ts';
import { readItems, type ItemKey, type ReadDeps } from '../dynamodb/readItems.ts';
import type { Caller } from '../lambda/Caller.ts';
import { DomainError } from '../lambda/DomainError.ts';
import { toStay, type Stay } from './Stay.ts';

export interface StayDeps extends ReadDeps {
  readonly tables: { readonly participants: string; readonly conversations: string };
}

const form = /^(?:direct|group):[0-9a-f:-]{36,80}$/;

/** One text for what is unknown and what is somebody else's. */
const notFound = () => new DomainError(ErrorType.NotFound, 'There is no such conversation.');

const load = async (
  deps: StayDeps,
  { userId, conversationId }: { readonly userId: string; readonly conversationId: string },
  others: readonly ItemKey[] = [],
): Promise<{ readonly stay: Stay | undefined; readonly others: readonly unknown[] }> => {
  if (!form.test(conversationId)) throw notFound();
  const [row, head, ...found] = await readItems(deps, [
    { table: deps.tables.participants, key: { userId, conversationId } },
    { table: deps.tables.conversations, key: { conversationId } },
    ...others,
  ]);
  const stay = row && head ? toStay(row as unknown as ParticipantItem, head as unknown as HeadItem) : undefined;
  return { stay, others: found };
};

/** @throws DomainError `NotFound` unless the person is or was in the conversation */
export const loadStay = async (deps: StayDeps, userId: string, conversationId: string): Promise<Stay> => {
  const { stay } = await load(deps, { userId, conversationId });
  if (!stay) throw notFound();
  return stay;
};

export interface CallerStayDeps extends StayDeps {
  readonly tables: StayDeps['tables'] & { readonly users: string };
}

/**
 * The same for who wants to change something, by the same round trip.
 *
 * @throws DomainError `Unauthorized` too, for a token that may not act any more
 */
export const loadCallerStay = async (deps: CallerStayDeps, me: Caller, conversationId: string): Promise<Stay> => {
  const { userId } = me;
  const profile = { table: deps.tables.users, key: { userId } };
  const { stay, others } = await load(deps, { userId, conversationId }, [profile]);
  assertSignedIn(others[0] as UserItem | undefined, me);
  if (!stay) throw notFound();
  return stay;
};
