import { describe, expect, it } from 'vitest';
import { refused } from '../support/refused.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

describe('updateProfile', () => {
  it('changes what everybody sees', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const before = await ana.me();

    const changed = await ana.updateProfile('Ana “the 🌻” <b>');

    expect(changed).toEqual({ ...before, displayName: 'Ana “the 🌻” <b>' });
    expect(await ana.me()).toEqual(changed);
    expect(await bo.user(ana.id)).toEqual(changed);
  });

  it.each([
    ['empty', ''],
    ['blank', ' \t\n'],
    ['of 101 characters', 'x'.repeat(101)],
  ])('refuses a name that is %s', async (_name, displayName) => {
    const { ana } = await world().people('ana');

    const error = await refused(world(), () => ana.updateProfile(displayName));

    expect(error).toMatchObject({ type: 'BadRequest' });
  });

  it('takes 100 characters', async () => {
    const { ana } = await world().people('ana');

    expect(await ana.updateProfile('x'.repeat(100))).toMatchObject({ displayName: 'x'.repeat(100) });
  });

  it.each(['username', 'status', 'userId', 'signedOutAt'])('cannot set %s', async (attribute) => {
    const { ana } = await world().people('ana');
    const before = await ana.me();

    const { errors } = await ana.request(
      'mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { id } }',
      { input: { displayName: 'Ana', [attribute]: 'x' } },
    );

    expect(errors).toHaveLength(1);
    expect(await ana.me()).toEqual(before);
  });

  it('wins beside sends that read the same profile', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    world().runtime.gate.injectFaults({ seed: 5, conflictOnOverlap: 1 });

    const [changed] = await Promise.all([
      ana.updateProfile('Busy Ana'),
      ana.sendMessage(bo, 'one'),
      bo.sendMessage(ana, 'two'),
    ]);
    world().runtime.gate.injectFaults(undefined);

    expect(changed).toMatchObject({ displayName: 'Busy Ana' });
  });
});
