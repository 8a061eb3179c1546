import { expect } from 'vitest';
import { readState } from '../../support/readState.ts';
import type { World } from '../../support/useWorld.ts';
import type { Repetition } from './Repetition.ts';

/** Runs calls of a row and fails when anything is kept or mailed after them that was not before. */
export const expectNoEffect = async <Answer>(
  { runtime }: World,
  { isDated }: Repetition,
  run: () => Promise<Answer>,
): Promise<Answer> => {
  const read = async (): Promise<unknown> => {
    const { accounts, ...state } = await readState(runtime);
    const undated = accounts.map((account) => ({ ...account, UserLastModifiedDate: null }));
    return { ...state, accounts: isDated ? undated : accounts };
  };
  const before = await read();
  const answer = await run();
  expect(await read()).toEqual(before);
  return answer;
};
