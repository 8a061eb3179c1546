import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { SettableClock } from '../../base/Clock.ts';
import { findEngine } from '../../engine/findEngine.ts';
import { startDynamodb, type Dynamodb, type DynamodbOptions } from '../../engine/startDynamodb.ts';
import { startEngine } from '../../engine/startEngine.ts';
import { aTable, stackOf } from '../gate/stackOf.ts';

const started: Dynamodb[] = [];
const folders: string[] = [];

async function start(options: Partial<DynamodbOptions> = {}): Promise<Dynamodb> {
  const dynamodb = await startDynamodb({ dataDir: undefined, clock: new SettableClock(), ...options });
  started.push(dynamodb);
  return dynamodb;
}

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dynamodb-'));
  folders.push(folder);
  return folder;
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((one) => one.stop()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const users = aTable('Users', ['userId', 'username'], {
  KeySchema: [{ AttributeName: 'userId', KeyType: 'HASH' }],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byUsername',
      KeySchema: [{ AttributeName: 'username', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
});
const ana = { userId: { S: 'ana' }, username: { S: 'Ana' } };

describe('startDynamodb', () => {
  it('keeps tables in memory without a data folder', async () => {
    const dynamodb = await start();

    await dynamodb.createTables(stackOf(users));

    expect((await dynamodb.call('PutItem', { TableName: 'Users', Item: ana })).status).toBe(200);
    expect((await dynamodb.call('GetItem', { TableName: 'Users', Key: { userId: { S: 'ana' } } })).body).toEqual({
      Item: ana,
    });
    expect(dynamodb.pid).toBeGreaterThan(0);
  });

  it('keeps items in the data folder when its engine is killed, and makes tables once', async () => {
    const dataDir = aFolder();
    const first = await start({ dataDir });
    await first.createTables(stackOf(users));
    await first.call('PutItem', { TableName: 'Users', Item: ana });

    process.kill(first.pid!, 'SIGKILL');
    await first.stop();
    const second = await start({ dataDir });
    await second.createTables(stackOf(users));

    expect((await second.call('GetItem', { TableName: 'Users', Key: { userId: { S: 'ana' } } })).body).toEqual({
      Item: ana,
    });
  });

  it('refuses a table whose keys or indexes are no longer the template’s', async () => {
    const dynamodb = await start();
    await dynamodb.createTables(stackOf(users));

    await expect(dynamodb.createTables(stackOf(aTable('Users', ['userId'])))).rejects.toThrow(
      'The data folder holds a table Users with other keys or indexes than the template has: start with --fresh.',
    );
  });

  it('makes the one replica of a global table and refuses two', async () => {
    const dynamodb = await start();
    const table = (...Replicas: unknown[]) => ({
      ...aTable('Groups', ['groupId'], { Replicas }),
      type: 'AWS::DynamoDB::GlobalTable',
    });

    await dynamodb.createTables(stackOf(table({ Region: 'us-east-1' })));

    expect((await dynamodb.call('ListTables', {})).body).toEqual({ TableNames: ['Groups'] });
    await expect(
      dynamodb.createTables(stackOf(table({ Region: 'us-east-1' }, { Region: 'eu-west-1' }))),
    ).rejects.toThrow('more than one replica of table Groups');
  });

  it('refuses provisioned capacity and table policies by name', async () => {
    const dynamodb = await start();
    const refusalOf = (properties: Record<string, unknown>) =>
      dynamodb.createTables(stackOf(aTable('Users', ['userId'], properties)));

    await expect(refusalOf({ BillingMode: 'PROVISIONED' })).rejects.toThrow('provisioned capacity of table Users');
    await expect(refusalOf({ ResourcePolicy: {} })).rejects.toThrow('ResourcePolicy of table Users');
  });

  it('says in one sentence which definition the engine does not take', async () => {
    const dynamodb = await start();

    await expect(
      dynamodb.createTables(stackOf(aTable('Users', ['userId'], { AttributeDefinitions: [] }))),
    ).rejects.toThrow(/^Table Users cannot be created: /);
  });

  it('uses the endpoint that the environment names', async () => {
    const engine = await start();
    const dynamodb = await start({ environment: { AWS_ENDPOINT_URL_DYNAMODB: engine.url } });

    await dynamodb.createTables(stackOf(users));

    expect((await engine.call('ListTables', {})).body).toEqual({ TableNames: ['Users'] });
    expect(dynamodb.pid).toBeUndefined();
  });

  it('says in one sentence that nothing answers at the named endpoint', async () => {
    await expect(start({ environment: { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:1' } })).rejects.toThrow(
      /^No DynamoDB answers at http:\/\/127\.0\.0\.1:1: /,
    );
  });

  it('deletes expired items some time after they expired, and only those', async () => {
    const clock = new SettableClock();
    const now = Math.floor(clock.now() / 1_000);
    const dynamodb = await start({ clock });
    const TimeToLiveSpecification = { AttributeName: 'expiresAt', Enabled: true };
    await dynamodb.createTables(stackOf(aTable('SendKeys', ['id'], { TimeToLiveSpecification })));
    const put = (id: string, expiresAt: unknown) =>
      dynamodb.call('PutItem', { TableName: 'SendKeys', Item: { id: { S: id }, expiresAt } });
    await put('soon', { N: String(now + 60) });
    await put('later', { N: String(now + 7_200) });
    await put('text', { S: String(now) });
    await put('ancient', { N: '1' });
    const idsAfterSweep = async () => {
      await dynamodb.sweep();
      const { body } = await dynamodb.call('Scan', { TableName: 'SendKeys' });
      return (body['Items'] as { id: { S: string } }[]).map((item) => item.id.S).sort();
    };

    clock.advance(120_000);
    expect(await idsAfterSweep()).toEqual(['ancient', 'later', 'soon', 'text']);
    clock.advance(3_600_000);
    expect(await idsAfterSweep()).toEqual(['ancient', 'later', 'text']);
  });

  it('says in one sentence why an engine does not start', async () => {
    const startProgram = (executable: string) => startEngine({ executable, databasePath: undefined });

    await expect(startProgram(process.execPath)).rejects.toThrow(
      /^The DynamoDB engine did not start: .*Cannot find module/s,
    );
    await expect(startProgram('/nowhere/dynoxide')).rejects.toThrow(
      'The DynamoDB engine did not start: spawn /nowhere/dynoxide ENOENT',
    );
  });

  it('ends its engine when the runtime is killed', async () => {
    const module = new URL('../../engine/startDynamodb.ts', import.meta.url).href;
    const script = `import { startDynamodb } from '${module}';
      const { url } = await startDynamodb({ dataDir: undefined, clock: Date });
      console.log(new URL(url).port); setInterval(() => {}, 1000);`;
    const runtime = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
    const [line] = (await once(runtime.stdout, 'data')) as [Buffer];
    const connection = createConnection(Number(line.toString()), '127.0.0.1');
    await once(connection, 'connect');

    runtime.kill('SIGKILL');
    connection.on('error', () => undefined);
    connection.resume();
    await once(connection, 'close');

    const refused = createConnection(Number(line.toString()), '127.0.0.1');
    const [error] = (await once(refused, 'error')) as [NodeJS.ErrnoException];
    expect(['ECONNREFUSED', 'ECONNRESET']).toContain(error.code);
  });
});

it('says which commands give an engine where none is bundled', () => {
  const start = (): unknown => findEngine({ PATH: '' }, 'plan9-riscv64');

  expect(start).toThrow(
    /^No DynamoDB engine is bundled for plan9-riscv64: start DynamoDB Local with `docker run [^`]+`/,
  );
  expect(start).toThrow(/set AWS_ENDPOINT_URL_DYNAMODB=http:\/\/localhost:8000, or install dynoxide .* PATH\.$/);
});
