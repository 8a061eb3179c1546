import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataFolderError } from '../../storage/DataFolderError.ts';
import { identifyProcess } from '../../storage/identifyProcess.ts';
import { openDataFolder } from '../../storage/openDataFolder.ts';
import { isRunning } from '../../storage/RecordedProcess.ts';

let root: string;
let path: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'data-folder-'));
  path = join(root, 'deep/data');
});
afterEach(() => rmSync(root, { recursive: true }));

const open = (options: { fresh?: boolean; template?: string } = {}): ReturnType<typeof openDataFolder> =>
  openDataFolder({ path, fresh: options.fresh ?? false, template: options.template ?? 't1' });

async function sleeper(): Promise<{ pid: number; ended: Promise<unknown> }> {
  const child = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1e9)'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  return { pid: child.pid!, ended };
}

async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid!;
}

describe('a data folder', () => {
  it('is made where there is none, readable by its owner alone', async () => {
    const folder = await open();
    const ca = folder.write('ca.pem', 'text');
    expect(ca).toBe(join(path, 'ca.pem'));
    expect(readFileSync(ca, 'utf8')).toBe('text');
    expect(statSync(ca).mode & 0o077).toBe(0);
    expect(statSync(path).mode & 0o077).toBe(0);
    folder.close();
  });

  it('is opened again by the same template', async () => {
    (await open()).close();
    const folder = await open();
    folder.close();
    expect(readdirSync(path)).toEqual(['runtime.json']);
  });

  it('is in use for a second start, with --fresh too, until it is closed', async () => {
    const folder = await open();
    await expect(open()).rejects.toThrow(`is in use by process ${process.pid}`);
    await expect(open({ fresh: true })).rejects.toThrow(DataFolderError);
    folder.close();
    (await open()).close();
  });

  it('is taken over from a process that is dead, or whose id somebody else has now', async () => {
    mkdirSync(path, { recursive: true });
    for (const pid of [await deadPid(), process.ppid]) {
      writeFileSync(join(path, 'runtime.lock'), JSON.stringify({ pid, identity: 'long ago' }));
      (await open()).close();
    }
    writeFileSync(join(path, 'runtime.lock'), 'torn');
    (await open()).close();
    expect(readdirSync(path)).toEqual(['runtime.json']);
  });

  it('made by another template is refused, and stays as it is', async () => {
    const folder = await open();
    folder.write('endpoints.json', '{}');
    folder.close();
    await expect(open({ template: 't2' })).rejects.toThrow(/made by another template; --fresh/);
    expect(existsSync(join(path, 'endpoints.json'))).toBe(true);
    (await open()).close();
  });

  it('starts empty with --fresh and keeps what the runtime did not write', async () => {
    const folder = await open();
    folder.write('endpoints.json', '{}');
    mkdirSync(folder.mapsPath);
    for (const name of ['dynamodb.sqlite', 'dynamodb.sqlite-wal', 'notes.md', 'maps/a.jsonl', 'maps/mine.txt'])
      writeFileSync(join(path, name), '');
    folder.close();
    (await open({ template: 't2', fresh: true })).close();
    expect(readdirSync(path, { recursive: true }).sort()).toEqual([
      'maps',
      'maps/mine.txt',
      'notes.md',
      'runtime.json',
    ]);
    (await open({ template: 't2' })).close();
  });

  it.each(['amplify_outputs.json', 'dynamodb.sqlite', 'maps', 'runtime.json'])(
    "with somebody else's %s is refused, with --fresh too, and left alone",
    async (name) => {
      mkdirSync(path, { recursive: true });
      writeFileSync(join(path, name), 'mine');
      for (const fresh of [false, true]) await expect(open({ fresh })).rejects.toThrow(`holds ${name}`);
      expect(readdirSync(path)).toEqual([name]);
      expect(readFileSync(join(path, name), 'utf8')).toBe('mine');
    },
  );

  it('with foreign files of other names is used', async () => {
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'notes.md'), 'mine');
    (await open({ fresh: true })).close();
    expect(readFileSync(join(path, 'notes.md'), 'utf8')).toBe('mine');
  });

  it('ends what an earlier run left behind', async () => {
    const child = await sleeper();
    const folder = await open();
    folder.recordChild(child.pid);
    folder.close();
    (await open()).close();
    expect(await child.ended).toEqual([null, 'SIGKILL']);
  });

  it('ends nobody who merely has the id of a former child', async () => {
    const child = await sleeper();
    (await open()).close();
    const marker = { template: 't1', children: [{ pid: child.pid, identity: 'another' }] };
    writeFileSync(join(path, 'runtime.json'), JSON.stringify(marker));
    (await open()).close();
    expect(isRunning({ pid: child.pid, identity: identifyProcess(child.pid)! })).toBe(true);
    process.kill(child.pid, 'SIGKILL');
    await child.ended;
  });
});
