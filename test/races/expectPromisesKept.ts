import { expect } from 'vitest';
import { checkSeen } from '../faults/checkSeen.ts';
import { checkStored } from '../faults/checkStored.ts';
import type { History } from '../faults/History.ts';
import type { Stage } from '../faults/Stage.ts';

/** Ends a run and checks all of it; gives the history for more. */
export const expectPromisesKept = async (stage: Stage): Promise<History> => {
  const history = await stage.close();
  const violations = [...checkStored(history), ...checkSeen(history)];
  expect({ violations, oddities: stage.recorder.oddities }).toEqual({ violations: [], oddities: [] });
  return history;
};

/** Both ends of the race were seen: it was no foregone conclusion. */
export const expectBothOutcomes = ({ sends }: History, text: RegExp): void => {
  const outcomes = sends.filter((send) => text.test(send.text)).map(({ outcome }) => outcome);
  expect(new Set(outcomes)).toEqual(new Set(['stored', 'refused']));
};
