import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import type { ProfileDeps } from '../../functions/lib/accounts/putProfile.ts';
import { FakeTiming } from './FakeTiming.ts';
import { noon } from './SendWorld.ts';

/** The tables of profiles and names: nothing is in them, and every write succeeds. */
export class ProfileWorld {
  readonly #documents = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' }));
  readonly table = mockClient(this.#documents);
  readonly deps: ProfileDeps = {
    documents: this.#documents,
    timing: new FakeTiming(noon),
    usersTable: 'Users',
    reservationsTable: 'UsernameReservations',
    hashUsername: async (username) => `hash of ${username.toLowerCase()}`,
  };

  constructor() {
    this.table.on(GetCommand).resolves({});
    this.table.on(TransactWriteCommand).resolves({});
  }

  /** What the transactions put, with their conditions. */
  puts(): unknown[][] {
    return this.table
      .commandCalls(TransactWriteCommand)
      .map(({ args: [{ input }] }) => (input.TransactItems ?? []).map(({ Put }) => Put));
  }
}
