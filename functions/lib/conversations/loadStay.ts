import { ErrorType } from '../../../domain/ErrorType.ts';
import { DomainError } from '../DomainError.ts';
import type { HeadItem, ParticipantItem } from '../items.ts';
import { readItems, type ReadDeps } from '../readItems.ts';
import { toStay, type Stay } from './Stay.ts';

export interface StayDeps extends ReadDeps {
  readonly tables: { readonly participants: string; readonly conversations: string };
}

const form = /^(?:direct|group):[0-9a-f:-]{36,80}$/;

/** One text for what is unknown and what is somebody else's. */
const notFound = () => new DomainError(ErrorType.NotFound, 'There is no such conversation.');

/** @throws DomainError `NotFound` unless the person is or was in the conversation */
export const loadStay = async (deps: StayDeps, userId: string, conversationId: string): Promise<Stay> => {
  if (!form.test(conversationId)) throw notFound();
  const [row, head] = await readItems(deps, [
    { table: deps.tables.participants, key: { userId, conversationId } },
    { table: deps.tables.conversations, key: { conversationId } },
  ]);
  if (!row || !head) throw notFound();
  return toStay(row as unknown as ParticipantItem, head as unknown as HeadItem);
};
