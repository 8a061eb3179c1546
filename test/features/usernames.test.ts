import { describe, expect, it } from 'vitest';
import { loseProfile } from '../support/loseProfile.ts';
import type { Person } from '../support/Person.ts';
import { readState } from '../support/readState.ts';
import { useWorld } from '../support/useWorld.ts';
import { aPassword } from '../support/Visitor.ts';
import { outcomeOf } from './retries/outcomeOf.ts';

const world = useWorld();

const callPool = async (operation: string, input: Record<string, unknown>) =>
  (await world().runtime.userPools.call(operation, input)).body;

/** How an account comes to its end, by the API or straight at the user pool. */
const endings: Readonly<Record<string, (ana: Person) => Promise<unknown>>> = {
  deleteAccount: (ana) => ana.deleteAccount(),
  'DeleteUser at the user pool': (ana) => callPool('DeleteUser', { AccessToken: ana.session.accessToken }),
};

const signUpAtPool = (Username: string) =>
  callPool('SignUp', {
    ClientId: world().runtime.webClientId,
    Username,
    Password: aPassword,
    UserAttributes: [{ Name: 'email', Value: `${Username}@example.com` }],
  });

describe('a username that somebody had', () => {
  it.each(Object.entries(endings))('is nobody else’s after %s, in any letter case', async (_, end) => {
    const { visitor, runtime } = world();
    const { ana } = await world().people('ana');
    await end(ana);
    const before = await readState(runtime);

    for (const username of [ana.username, ana.username.toUpperCase()]) {
      expect(await outcomeOf(visitor.registerUser({ username }))).toBe('Conflict');
      expect(await signUpAtPool(username)).toMatchObject({
        __type: 'UserLambdaValidationException',
        message: expect.stringContaining('This username is taken.') as string,
      });
    }

    expect(await readState(runtime)).toEqual(before);
  });

  it('is not that of an account which was never confirmed', async () => {
    const { visitor, runtime } = world();
    const { ana } = await world().people('ana');
    const username = `${ana.username}-two`;
    await visitor.registerUser({ username });
    const input = { UserPoolId: runtime.userPoolId, Username: username };
    await runtime.userPools.call('AdminDeleteUser', input, 'arn:aws:iam::000000000000:role/Operator');

    expect(await visitor.registerUser({ username })).toMatchObject({ confirmed: false });
  });

  it('is kept as a hash alone', async () => {
    const { ana } = await world().people('ana');

    const { tables } = await readState(world().runtime);

    const reservations = JSON.stringify(tables['UsernameReservations']);
    expect(reservations).toContain(ana.id);
    expect(reservations).not.toContain(ana.username);
  });
});

describe('two profiles never share a name', () => {
  it('also where the first was created late, with a token that outlived its account', async () => {
    const { visitor, runtime } = world();
    const { ana } = await world().people('ana');
    await loseProfile(runtime, ana);
    await loseReservation(ana);
    await callPool('DeleteUser', { AccessToken: ana.session.accessToken });
    const { username } = ana;
    await visitor.registerUser({ username });
    await visitor.confirmUser(username, await visitor.codeFor(username));
    const next = await visitor.signsIn(username);

    expect(await outcomeOf(ana.me())).toBe('Conflict');
    expect(await outcomeOf(ana.updateProfile('Ana'))).toBe('Conflict');

    expect(await next.me()).toMatchObject({ id: next.id, username });
    expect(await next.user(ana.id)).toBeNull();
  });
});

const loseReservation = async ({ id }: Person): Promise<void> => {
  const { stack, dynamodb } = world().runtime;
  const table = stack
    .resourcesOf('AWS::DynamoDB::Table')
    .find(({ logicalId }) => logicalId.startsWith('StorageUsernameReservations'));
  const { body } = await dynamodb.call('Scan', { TableName: table?.ref });
  const rows = body['Items'] as { usernameHash: unknown; userId: { S: string } }[];
  const [row] = rows.filter(({ userId }) => userId.S === id);
  await dynamodb.call('DeleteItem', { TableName: table?.ref, Key: { usernameHash: row?.usernameHash } });
};
