import { GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { createProfile } from '../../functions/createProfile/createProfile.ts';
import { cancelled } from './FakeTables.ts';
import { ProfileWorld } from './ProfileWorld.ts';
import { ana, aUser } from './SendWorld.ts';

const stored = aUser(ana.userId, 'ana');

const aWorld = (): ProfileWorld => {
  const world = new ProfileWorld();
  world.table.on(GetCommand).resolves({ Item: stored });
  return world;
};

describe('the creation of a profile', () => {
  it('reserves the name with it, and gives what is stored', async () => {
    const world = aWorld();

    await expect(createProfile(world.deps)({ ...ana, username: 'Ana' })).resolves.toEqual(stored);

    expect(world.puts()).toMatchObject([
      [
        { TableName: 'Users', Item: { userId: ana.userId, username: 'ana', displayName: 'Ana' } },
        { TableName: 'UsernameReservations', Item: { usernameHash: 'hash of ana', userId: ana.userId } },
      ],
    ]);
    expect(world.table.commandCalls(GetCommand)[0]?.args[0].input).toMatchObject({ ConsistentRead: true });
  });

  it.each([
    ['the profile alone', ['ConditionalCheckFailed', 'None']],
    ['both', ['ConditionalCheckFailed', 'ConditionalCheckFailed']],
  ])('leaves what is there: %s', async (_, reasons) => {
    const world = aWorld();
    world.table.on(TransactWriteCommand).rejects(cancelled(reasons));

    await expect(createProfile(world.deps)(ana)).resolves.toEqual(stored);

    expect(world.puts()).toHaveLength(1);
  });

  it('is a Conflict where somebody else had the name', async () => {
    const world = aWorld();
    world.table.on(TransactWriteCommand).rejects(cancelled(['None', 'ConditionalCheckFailed']));

    await expect(createProfile(world.deps)(ana)).rejects.toMatchObject({ type: 'Conflict' });

    expect(world.puts()).toHaveLength(1);
  });

  it('meets other transactions and is tried again', async () => {
    const world = aWorld();
    world.table
      .on(TransactWriteCommand)
      .rejectsOnce(cancelled(['TransactionConflict', 'None']))
      .resolves({});

    await expect(createProfile(world.deps)(ana)).resolves.toEqual(stored);

    expect(world.puts()).toHaveLength(2);
  });
});
