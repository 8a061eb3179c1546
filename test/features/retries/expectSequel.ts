import { expect } from 'vitest';
import type { World } from '../../support/useWorld.ts';
import { expectNoEffect } from './expectNoEffect.ts';
import type { Repetition, Scene, Sequel } from './Repetition.ts';

interface Sequence extends Scene {
  readonly row: Repetition;
  readonly change: () => Promise<unknown>;
}

const memberOf = (answer: unknown, name: string): string => String((answer as Record<string, unknown>)[name]);

const expectAgain = async (
  first: unknown,
  renews: string | undefined,
  { row, call, effect }: Sequence,
): Promise<void> => {
  expect(await effect()).not.toEqual(row.done);
  const again = await call();
  expect(await effect()).toEqual(row.done);
  if (renews === undefined) {
    expect(again).toEqual(first);
    return;
  }
  expect(memberOf(again, renews) > memberOf(first, renews)).toBe(true);
  expect({ ...(again as object), [renews]: null }).toEqual({ ...(first as object), [renews]: null });
};

/** Calls, lets something happen, calls again: the repeat does what the row says. */
export const expectSequel = async (world: World, sequel: Sequel, sequence: Sequence): Promise<void> => {
  const { row, call, effect, change } = sequence;
  const first = await call();
  await change();
  if (sequel === 'answers as first') {
    expect(await expectNoEffect(world, row, call)).toEqual(first);
  } else if (sequel === 'takes effect anew') {
    const times = await effect();
    await call();
    expect(await effect()).toBe(Number(times) + 1);
  } else if ('isRefused' in sequel) {
    await expectNoEffect(world, row, () => expect(call()).rejects.toMatchObject({ type: sequel.isRefused }));
  } else {
    await expectAgain(first, sequel.renews, sequence);
  }
};
