import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../base/Clock.ts';
import type { ServiceAnswer } from '../gate/Gate.ts';
import type { Stack } from '../template/Stack.ts';
import { createDynamodbClient } from './createDynamodbClient.ts';
import { createSweeper, type Sweeper } from './createSweeper.ts';
import { createTables } from './createTables.ts';
import { findEngine } from './findEngine.ts';
import { startEngine } from './startEngine.ts';

export interface Dynamodb {
  readonly url: string;
  /** The engine's process, for the pid file; `undefined` when somebody else runs it. */
  readonly pid: number | undefined;
  call(operation: string, input: Readonly<Record<string, unknown>>): Promise<ServiceAnswer>;
  /** Throws one sentence for tables that the data folder holds in another shape. */
  createTables(stack: Stack): Promise<void>;
  /** Deletes a page of expired items now; happens by itself every minute. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
}

export interface DynamodbOptions {
  /** Tables are kept in `dynamodb.sqlite` there; in memory without it. */
  readonly dataDir: string | undefined;
  readonly clock: Clock;
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** Starts the engine that keeps the tables, or connects to the one that `AWS_ENDPOINT_URL_DYNAMODB` names. */
export async function startDynamodb(options: DynamodbOptions): Promise<Dynamodb> {
  const engine = findEngine(options.environment ?? process.env);
  const running = engine.kind === 'executable' ? await startEngineIn(options.dataDir, engine.path) : undefined;
  const url = running?.url ?? (engine.kind === 'endpoint' ? engine.url : '');
  const client = createDynamodbClient(url);
  let sweeper: Sweeper | undefined;
  await client.call('ListTables', { Limit: 1 }).catch((error: unknown) => {
    throw new Error(`No DynamoDB answers at ${url}: ${error instanceof Error ? error.message : String(error)}`);
  });
  return {
    url,
    pid: running?.pid,
    call: (operation, input) => client.call(operation, input),
    createTables: async (stack) => {
      const tables = await createTables(stack, client);
      sweeper?.stop();
      sweeper = createSweeper({ tables, client, clock: options.clock });
    },
    sweep: async () => sweeper?.sweep(),
    stop: async () => {
      sweeper?.stop();
      client.close();
      await running?.stop();
    },
  };
}

function startEngineIn(dataDir: string | undefined, executable: string): ReturnType<typeof startEngine> {
  if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true });
  const databasePath = dataDir === undefined ? undefined : join(dataDir, 'dynamodb.sqlite');
  return startEngine({ executable, databasePath });
}
