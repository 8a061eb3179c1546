import { describe, expect, it } from 'vitest';
import type { MessagingError } from '../support/MessagingError.ts';
import { useWorld } from '../support/useWorld.ts';
import { expectNoEffect } from './retries/expectNoEffect.ts';
import { loseAnswer } from './retries/loseAnswer.ts';
import { onScene } from './retries/onScene.ts';
import { outcomeOf } from './retries/outcomeOf.ts';
import type { Repetition, Scene } from './retries/Repetition.ts';
import { rows } from './retries/repetitions.ts';

const world = useWorld();

/** The repeat of a call that may have died before its effect, or after it: then there is another way to the same end. */
const repeatOrRecover = async ({ refusesRepeat }: Repetition, { call, recover }: Scene): Promise<void> => {
  const outcome = await outcomeOf(call());
  if (outcome !== refusesRepeat) expect(outcome).toBe(true);
  else await recover?.();
};

/** The services answer again after the lost answer. Gives whether there was such a write. */
const goesOn = async (row: Repetition, nth: number): Promise<boolean> => {
  let hadLoss = false;
  await onScene(world(), row, async (scene) => {
    const { call, effect } = scene;
    const { wasLost, answer, error } = await loseAnswer(world(), { nth, isForGood: false }, call);
    hadLoss = wasLost;
    if (row.isExempt === true) {
      await call();
    } else if (row.refusesRepeat !== undefined) {
      // The SDK repeats a call that lost its answer, and that repeat is refused, too.
      if (error !== undefined) expect(['Unavailable', row.refusesRepeat]).toContain((error as MessagingError).type);
      await repeatOrRecover(row, scene);
      expect(await effect()).toEqual(row.done);
    } else if (error === undefined) {
      expect(await expectNoEffect(world(), row, call)).toEqual(answer);
      expect(await effect()).toEqual(row.done);
    } else {
      expect(error).toMatchObject({ type: 'Unavailable' });
      await call();
      expect(await effect()).toEqual(row.done);
    }
  });
  return hadLoss;
};

/** The call learns nothing more, and fails; the repeat does what is left to do. */
const diesThere = (row: Repetition, nth: number): Promise<void> =>
  onScene(world(), row, async (scene) => {
    const { call, effect } = scene;
    const { error } = await loseAnswer(world(), { nth, isForGood: true }, call);
    expect(error).toMatchObject({ type: expect.stringMatching(/^(Unavailable|Internal)$/) as string });

    if (row.refusesRepeat !== undefined) {
      await repeatOrRecover(row, scene);
      expect(await effect()).toEqual(row.done);
      return;
    }
    const repeat = await call();

    if (row.isExempt === true) return;
    expect(await expectNoEffect(world(), row, call)).toEqual(repeat);
    expect(await effect()).toEqual(row.done);
  });

/** What writes nothing has no answer of a write to lose. */
const writing = rows.filter(([name]) => name !== 'publishMessage' && name !== 'endSubscriptions');

describe('P9: a mutation whose answer was lost after the commit, at each of its writes', () => {
  it.each(writing)('%s is done once when it is repeated', async (_, row) => {
    let nth = 1;
    for (; await goesOn(row, nth); nth += 1) await diesThere(row, nth);
    expect(nth).toBeGreaterThan(1);
  });
});
