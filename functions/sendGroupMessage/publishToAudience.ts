import type { Message } from '../../generated/types.ts';
import type { Publish } from '../lib/send/createPublisher.ts';
import { toRedacted } from '../lib/send/toRedacted.ts';
import type { Audience } from './loadAudience.ts';

/** Publishes that are under way at one moment. */
const concurrency = 10;

const chunksOf = (ids: readonly string[], size: number): string[][] =>
  Array.from({ length: Math.ceil(ids.length / size) }, (_, index) => ids.slice(index * size, (index + 1) * size));

/** Answers once AppSync has accepted the publishes for everybody (P7); each names at most `recipientsPerPublish`. */
export const publishToAudience = async (
  { publish, recipientsPerPublish }: { publish: Publish; recipientsPerPublish: number },
  message: Message,
  { hearing, shielded }: Audience,
): Promise<void> => {
  const redacted = toRedacted(message);
  const publishes = [
    ...chunksOf(hearing, recipientsPerPublish).map((ids) => () => publish(message, ids)),
    ...chunksOf(shielded, recipientsPerPublish).map((ids) => () => publish(redacted, ids)),
  ];
  const waiting = publishes.values();
  const work = async (): Promise<void> => {
    for (const publishNext of waiting) await publishNext();
  };
  // One that failed keeps nobody else from his message, and nothing is left under way when the function answers.
  const outcomes = await Promise.allSettled(Array.from({ length: Math.min(concurrency, publishes.length) }, work));
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
};
