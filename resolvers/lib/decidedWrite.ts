import type { Context } from '@aws-appsync/utils';
import { ErrorType } from '../../domain/ErrorType.ts';
import { fail } from './fail.ts';

/*
 * A mutation that reads, decides, and writes under the conditions that it decided by. Its pipeline is read, write,
 * write, read, write, write: a write that met another one is repeated as it is, and one whose conditions no longer hold
 * is decided again. Each step passes through when it has nothing left to do.
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

/** Whether the decision is still to be made, or to be made again. */
export const needsReading = ({ stash }: DecisionContext): boolean =>
  stash.phase === undefined || stash.phase === 'outdated';

/** Whether the decision is still to be written. */
export const needsWriting = ({ stash }: DecisionContext): boolean => stash.phase === 'toWrite';

/** Leaves the decision to the write steps. */
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

/** Another request wrote what the decision rests on. */
export const noteOutdated = ({ stash }: DecisionContext): null => {
  stash.phase = 'outdated';
  return null;
};

/** Whether a condition of the transaction failed. AWS's pages spell the reason in both ways. */
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

/** The answer, or `Unavailable` when every attempt met another write. */
export const settledAnswer = <Answer>({ stash }: DecisionContext<Answer>): Answer => {
  const { phase, answer } = stash;
  if (phase === 'settled' && answer !== undefined) return answer;
  return fail(ErrorType.Unavailable, 'The service cannot answer now. Please try again.');
};
