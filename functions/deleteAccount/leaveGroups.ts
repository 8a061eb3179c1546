import { groupPrefix } from '../../domain/conversationId.ts';
import { ErrorType } from '../../domain/ErrorType.ts';
import type { GroupParticipantItem } from '../../domain/items.ts';
import { queryAll } from '../lib/dynamodb/queryAll.ts';
import { DomainError } from '../lib/lambda/DomainError.ts';
import { endStay, type EndStayDeps } from './endStay.ts';
import type { NoteDeps } from './markDeleted.ts';

export interface LeaveDeps extends EndStayDeps {
  readonly tables: EndStayDeps['tables'] & NoteDeps['tables'];
}

/** Groups that are left at one moment. */
const concurrency = 10;
/** So long at most, so that an answer comes before the function's 28 s; a repeat goes on. */
export const retryBudgetMs = 20_000;

/** Has the person out of every group, each in a transaction of its own. */
export const leaveGroups = async (deps: LeaveDeps, userId: string): Promise<void> => {
  const deadline = deps.timing.now() + retryBudgetMs;
  const rows = await queryAll<GroupParticipantItem>(deps.documents, {
    TableName: deps.tables.PARTICIPANTS_TABLE,
    KeyConditionExpression: 'userId = :me AND begins_with(conversationId, :groups)',
    ExpressionAttributeValues: { ':me': userId, ':groups': groupPrefix },
  });
  const waiting = rows.values();
  const work = async (): Promise<void> => {
    for (const row of waiting) {
      if (deps.timing.now() >= deadline) {
        throw new DomainError(ErrorType.Unavailable, 'The account has many groups. Please repeat the call to go on.');
      }
      await endStay(deps, row);
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: Math.min(concurrency, rows.length) }, work));
  // Nothing is left under way when the function answers.
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
};
