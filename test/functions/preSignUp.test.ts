import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { PreSignUpTriggerEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { preSignUp } from '../../functions/preSignUp/preSignUp.ts';
import { ProfileWorld } from './ProfileWorld.ts';

/** The names that somebody had, by their hash. */
const aTrigger = (...reserved: string[]) => {
  const { deps, table } = new ProfileWorld();
  table
    .on(GetCommand)
    .callsFake(({ Key }: { Key: { usernameHash: string } }) =>
      reserved.includes(Key.usernameHash) ? { Item: Key } : {},
    );
  return { run: preSignUp(deps), table };
};

const anEvent = (userName: string) => ({ userName }) as PreSignUpTriggerEvent;

describe('the trigger before a sign-up', () => {
  it.each(['ana', 'A.n_a-1', 'deleted', 'a'.repeat(64)])('passes the username %s as it is', async (userName) => {
    const event = anEvent(userName);

    await expect(aTrigger('hash of bo').run(event)).resolves.toBe(event);
  });

  it.each([
    '',
    'ab',
    'a'.repeat(65),
    'ana b',
    'änä',
    'ana\n',
    'ana@example.com',
    'ana/../bo',
    'deleted-ana',
    'Deleted-1',
  ])('refuses the username %j', async (userName) => {
    await expect(aTrigger().run(anEvent(userName))).rejects.toThrow('A username has 3 to 64 characters');
  });

  it('refuses a name that somebody had, in any letter case, by a consistent read', async () => {
    const { run, table } = aTrigger('hash of ana');

    await expect(run(anEvent('Ana'))).rejects.toThrow('This username is taken.');

    expect(table.commandCalls(GetCommand)[0]?.args[0].input).toEqual({
      TableName: 'UsernameReservations',
      Key: { usernameHash: 'hash of ana' },
      ConsistentRead: true,
    });
  });
});
