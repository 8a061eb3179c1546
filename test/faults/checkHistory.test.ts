import { describe, expect, it } from 'vitest';
import { aHistory } from './aHistory.ts';
import { checkSeen } from './checkSeen.ts';
import { checkStored } from './checkStored.ts';
import { stateDuring, type Change, type History } from './History.ts';
import { mutations } from './mutations.ts';

const check = (history: History) => [...checkStored(history), ...checkSeen(history)];

const histories = Array.from({ length: 40 }, (_, index) => aHistory(index + 1));

describe('the checker', () => {
  it('finds nothing in histories that keep every promise', () => {
    expect(histories.flatMap(check)).toEqual([]);
  });

  it.each(mutations)('finds %s wherever it is put in', (kind, mutate) => {
    const mutated = histories.flatMap((history) => mutate(history) ?? []);

    const missed = mutated.filter((history) => !check(history).some((violation) => violation.kind === kind));

    expect(missed).toHaveLength(0);
    expect(mutated.length).toBeGreaterThan(histories.length / 3);
  });
});

describe('the state during an interval', () => {
  const change = (value: boolean, begin: number, end: number): Change => ({
    state: 'blocked',
    ownerId: 'ana',
    personId: 'bo',
    value,
    begin,
    end,
  });

  it('is the initial one before all changes', () => {
    expect(stateDuring([change(true, 10, 20)], { begin: 1, end: 5 }, false)).toBe(false);
  });

  it('is that of the change that was answered before', () => {
    expect(stateDuring([change(true, 10, 20)], { begin: 21, end: 30 }, false)).toBe(true);
  });

  it('is open while a change is under way', () => {
    expect(stateDuring([change(true, 10, 20)], { begin: 15, end: 30 }, false)).toBeUndefined();
    expect(stateDuring([change(true, 10, 20)], { begin: 1, end: 12 }, false)).toBeUndefined();
  });

  it('stays open after a change that was never answered', () => {
    expect(stateDuring([change(true, 10, Infinity)], { begin: 100, end: 110 }, false)).toBeUndefined();
  });

  it('is open after two changes that overlapped, whose order nobody knows', () => {
    expect(stateDuring([change(true, 10, 20), change(false, 15, 25)], { begin: 30, end: 40 }, false)).toBeUndefined();
  });
});
