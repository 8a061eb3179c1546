import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { projectRoot } from '../../infra/build/projectRoot.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'start-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function outputOf(child: ChildProcess): { text: string; until(line: RegExp): Promise<void> } {
  const output = { text: '', until };
  const waiting: (() => void)[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output.text += chunk.toString();
      for (const look of waiting) look();
    });
  }
  function until(line: RegExp): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (line.test(output.text)) resolve();
      };
      waiting.push(look);
      child.once('close', () => reject(new Error(`It ended: ${output.text}`)));
      look();
    });
  }
  return output;
}

it('npm start stops the runtime when npm is asked to stop', async () => {
  const data = join(folder, 'data');
  const npm = spawn('npm', ['start', '--', '--port', '0', '--data', data], { cwd: projectRoot });
  await outputOf(npm).until(/^Ready/m);
  const { mailUrl } = JSON.parse(readFileSync(join(data, 'endpoints.json'), 'utf8')) as { mailUrl: string };
  expect((await fetch(mailUrl)).status).toBe(200);

  npm.kill('SIGTERM');
  // The pipes are closed when the last process that has them has ended.
  await once(npm, 'close');

  await expect(fetch(mailUrl)).rejects.toThrow();
  expect(existsSync(join(data, 'runtime.lock'))).toBe(false);
});

it.each([
  ['--help', 0, /^messaging-local \[--port N\]/],
  ['--prot', 1, /^Unknown option '--prot'; see --help\.\n$/],
])('npm start %s answers without a synthesis', async (option, code, text) => {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  // In this folder there is nothing to synthesize.
  const child = spawn(process.execPath, ['--import', tsx, join(projectRoot, 'tools/start.ts'), option], {
    cwd: folder,
  });
  const output = outputOf(child);

  expect((await once(child, 'close'))[0]).toBe(code);
  expect(output.text).toMatch(text);
});
