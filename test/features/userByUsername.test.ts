import { describe, expect, it } from 'vitest';
import { refused } from '../support/refused.ts';
import { useWorld } from '../support/useWorld.ts';
import { freshUsername } from '../support/Visitor.ts';

const world = useWorld();

describe('userByUsername', () => {
  it('finds the person, in any case', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const found = await ana.me();

    expect(await bo.userByUsername(ana.username)).toEqual(found);
    expect(await bo.userByUsername(ana.username.toUpperCase())).toEqual(found);
  });

  it('is null for a name that nobody has, and for the beginning of a name', async () => {
    const { ana } = await world().people('ana');

    expect(await ana.userByUsername(freshUsername('nobody'))).toBeNull();
    expect(await ana.userByUsername(ana.username.slice(0, -1))).toBeNull();
  });

  it('says nothing of blocks', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const before = await ana.userByUsername(bo.username);

    await bo.blockUser(ana);

    expect(await ana.userByUsername(bo.username)).toEqual(before);
  });

  it('refuses what is no username', async () => {
    const { ana } = await world().people('ana');

    for (const username of ['', 'ab', 'x'.repeat(65), 'with space', 'ana\n', '#pk', '../ana', '*']) {
      expect(await refused(world(), () => ana.userByUsername(username)), username).toMatchObject({
        type: 'BadRequest',
      });
    }
  });
});
