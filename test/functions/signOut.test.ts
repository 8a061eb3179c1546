import {
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { signOut } from '../../functions/signOut/signOut.ts';
import { exception } from './AccountWorld.ts';
import { FakeTiming } from './FakeTiming.ts';
import { ana, aUser, noon } from './SendWorld.ts';

const conflict = new TransactionConflictException({ message: 'Transaction is ongoing for the item', $metadata: {} });

/** Ana's row, which remembers when she signed out. */
class SignOutWorld {
  readonly timing = new FakeTiming(noon + 300);
  row: Record<string, unknown> | undefined = aUser(ana.userId, 'ana');
  readonly #cognitoClient = new CognitoIdentityProviderClient({ region: 'us-east-1' });
  readonly #documents = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' }));
  readonly cognito = mockClient(this.#cognitoClient);
  readonly table = mockClient(this.#documents);
  readonly failures: Error[] = [];

  constructor() {
    this.cognito.on(AdminUserGlobalSignOutCommand).resolves({});
    this.table.on(GetCommand).callsFake(() => (this.row ? { Item: this.row } : {}));
    this.table.on(UpdateCommand).callsFake((input: { ExpressionAttributeValues: Record<string, unknown> }) => {
      const failure = this.failures.shift();
      if (failure) throw failure;
      this.row = { ...this.row, signedOutAt: input.ExpressionAttributeValues[':at'] };
      return {};
    });
  }

  signOut(authTime = ana.authTime): Promise<number> {
    const deps = {
      cognito: this.#cognitoClient,
      documents: this.#documents,
      timing: this.timing,
      usersTable: 'Users',
      userPoolId: 'us-east-1_pool',
    };
    return signOut(deps)({ ...ana, authTime });
  }

  globalSignOuts(): unknown[] {
    return this.cognito.commandCalls(AdminUserGlobalSignOutCommand).map(({ args: [{ input }] }) => input);
  }
}

describe('a sign-out', () => {
  it('ends the sessions at Cognito and is written into the profile', async () => {
    const world = new SignOutWorld();

    await expect(world.signOut()).resolves.toBe(noon / 1000);

    expect(world.globalSignOuts()).toEqual([{ UserPoolId: 'us-east-1_pool', Username: 'ana' }]);
    expect(world.row).toMatchObject({ signedOutAt: noon / 1000 });
    expect(world.table.commandCalls(GetCommand)[0]?.args[0].input).toMatchObject({ ConsistentRead: true });
  });

  it('answers in the next second, so that whoever signs in after it is not signed out', async () => {
    const world = new SignOutWorld();

    await world.signOut();

    expect(world.timing.time).toBe(noon + 1_000);
    expect(world.timing.sleeps).toEqual([700]);
  });

  it('meets a transaction on the row and is written all the same', async () => {
    const world = new SignOutWorld();
    world.failures.push(conflict, conflict);

    await expect(world.signOut()).resolves.toBe(noon / 1000);

    expect(world.row).toHaveProperty('signedOutAt');
    expect(world.timing.sleeps.slice(0, 2)).toEqual([27.5, 27.5]);
  });

  it('that meets transactions without end is Unavailable', async () => {
    const world = new SignOutWorld();
    world.failures.push(...Array.from({ length: 8 }, () => conflict));

    await expect(world.signOut()).rejects.toMatchObject({ type: 'Unavailable' });
  });

  it('of a token that is signed out already does not end the sessions begun since', async () => {
    const world = new SignOutWorld();
    await world.signOut();

    await expect(world.signOut()).resolves.toBe(noon / 1000);

    expect(world.globalSignOuts()).toHaveLength(1);
    expect(world.table.commandCalls(UpdateCommand)).toHaveLength(1);
  });

  it('of a session begun since ends that one', async () => {
    const world = new SignOutWorld();
    await world.signOut();

    await expect(world.signOut(noon / 1000 + 1)).resolves.toBe(noon / 1000 + 1);

    expect(world.globalSignOuts()).toHaveLength(2);
  });

  it('that failed at Cognito ends the sessions when it is repeated', async () => {
    const world = new SignOutWorld();
    world.cognito.on(AdminUserGlobalSignOutCommand).rejectsOnce(exception('TooManyRequestsException')).resolves({});

    await expect(world.signOut()).rejects.toMatchObject({ type: 'LimitExceeded' });
    await expect(world.signOut()).resolves.toBe(noon / 1000);

    expect(world.globalSignOuts()).toHaveLength(2);
    expect(world.row).toHaveProperty('signedOutAt');
  });

  it('that failed at the table is repeated whole', async () => {
    const world = new SignOutWorld();
    world.failures.push(new Error('Denied.'));

    await expect(world.signOut()).rejects.toThrow();
    await expect(world.signOut()).resolves.toBe(noon / 1000);

    expect(world.row).toHaveProperty('signedOutAt');
  });

  it('of a deleted account does not touch who has its name since', async () => {
    const world = new SignOutWorld();
    world.row = aUser(ana.userId, 'ana', { status: 'DELETED' });

    await expect(world.signOut()).resolves.toBe(ana.authTime);

    expect(world.globalSignOuts()).toEqual([]);
  });

  it('of a person without a profile ends the sessions', async () => {
    const world = new SignOutWorld();
    world.row = undefined;
    world.failures.push(
      new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} }),
    );

    await expect(world.signOut()).resolves.toBe(noon / 1000);

    expect(world.globalSignOuts()).toHaveLength(1);
    expect(world.row).toBeUndefined();
  });
});
