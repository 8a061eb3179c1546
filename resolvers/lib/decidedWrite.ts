import type { Context } from '@aws-appsync/utils';
import { failUnavailable } from './fail.ts';

/*
 * A mutation that reads, decides, and writes on condition that what it read still holds. Its pipeline is read, write,
 * write, read, write, write. A write that conflicts with another one is repeated unchanged. A write whose condition fails
 * is decided again. A step that has nothing left to do is skipped.
 */

export interface DecisionStash<Answer> {
  /** Absent until the first read. */
  phase?: 'toWrite' | 'outdated' | 'settled';
  /** The answer once the phase is `settled`. */
  answer?: Answer;
}

type DecisionContext<Answer = unknown> = Pick<Context<unknown, DecisionStash<Answer>>, 'stash' | 'error' | 'info'>;

/** The context of a response handler after a transaction. */
type TransactionContext = Pick<DecisionContext, 'stash' | 'error' | 'info'> & {
  readonly result: { cancellationReasons?: ({ type?: string } | null)[] | null } | null;
};

/** Whether the mutation must be decided, for the first time or again. */
export const needsReading = ({ stash }: DecisionContext): boolean =>
  stash.phase === undefined || stash.phase === 'outdated';

/** Whether the decision must be written. */
export const needsWriting = ({ stash }: DecisionContext): boolean => stash.phase === 'toWrite';

/** Hands the decision to the write steps. */
export const decide = <Answer>({ stash }: DecisionContext<Answer>, answer?: Answer): null => {
  stash.phase = 'toWrite';
  if (answer !== undefined) stash.answer = answer;
  return null;
};

/** Nothing is left to write. */
export const settle = <Answer>({ stash }: DecisionContext<Answer>, answer?: Answer): null => {
  stash.phase = 'settled';
  if (answer !== undefined) stash.answer = answer;
  return null;
};

/** Another request changed what the decision was based on. */
export const noteOutdated = ({ stash }: DecisionContext): null => {
  stash.phase = 'outdated';
  return null;
};

/** Whether a condition of the transaction failed. AWS documents both spellings of the reason. */
export const hasFailedCondition = ({ result }: Pick<TransactionContext, 'result'>): boolean =>
  (result?.cancellationReasons ?? []).some(
    (reason) => reason?.type === 'ConditionalCheckFailed' || reason?.type === 'ConditionCheckFailed',
  );

/** Notes the outcome of the transaction: settled, to be decided again, or to be repeated. */
export const noteTransaction = (ctx: TransactionContext): null => {
  if (!ctx.error) return settle(ctx);
  console.error(ctx.info.fieldName, ctx.error.type, ctx.error.message);
  return hasFailedCondition(ctx) ? noteOutdated(ctx) : null;
};

/** The answer; `Unavailable` when every attempt conflicted with another write. */
export const settledAnswer = <Answer>({ stash }: DecisionContext<Answer>): Answer => {
  const { phase, answer } = stash;
  if (phase === 'settled' && answer !== undefined) return answer;
  return failUnavailable();
};
