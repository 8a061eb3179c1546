import { expect } from 'vitest';
import { MessagingError } from './MessagingError.ts';
import { readState } from './readState.ts';
import type { World } from './useWorld.ts';

/** The error of what is refused. Fails when nothing is, or when the backend keeps anything else after it than before. */
export const refused = async ({ runtime }: World, run: () => Promise<unknown>): Promise<MessagingError> => {
  const before = await readState(runtime);
  const outcome: unknown = await run().catch((error: unknown) => error);
  expect(await readState(runtime)).toEqual(before);
  if (!(outcome instanceof MessagingError)) throw new Error(`It was not refused: ${JSON.stringify(outcome)}`);
  return outcome;
};
