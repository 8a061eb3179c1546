import { aResolverContext, type ContextMembers } from '../support/aResolverContext.ts';
import { sourceError, type BundledResolver } from './BundledResolver.ts';

/** The result of the writes of a pipeline: the number that reached the source, and the stash after them. */
export interface Writes {
  readonly sent: number;
  readonly stash: Record<string, unknown>;
}

/** Runs a write four times, as its pipeline does, with a source whose first `failures` answers are errors. */
export const fourWrites = (
  write: BundledResolver,
  field: string,
  { failures, result, ...members }: ContextMembers & { failures: number; result: unknown },
): Writes => {
  let stash: Record<string, unknown> = members.stash ?? {};
  let sent = 0;
  for (let step = 0; step < 4; step += 1) {
    const asked = aResolverContext(field, { ...members, stash });
    const { outcome } = write.invoke('request', asked);
    if (outcome.kind === 'error') throw new Error(outcome.error.message);
    stash = asked.stash;
    if (outcome.kind === 'earlyReturn') continue;
    sent += 1;
    const isFailing = sent <= failures;
    const answered = aResolverContext(field, {
      ...members,
      stash,
      result: isFailing ? null : result,
      error: isFailing ? sourceError : null,
    });
    write.invoke('response', answered);
    stash = answered.stash;
  }
  return { sent, stash };
};
