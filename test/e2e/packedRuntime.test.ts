import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

/** An application that has the package and an assembly, and nothing else of this repository. */
const application = `
import { startRuntime } from 'messaging-local';

const runtime = await startRuntime({ assemblyDir: process.argv[2], port: 0, demoUsers: true });
const post = async (headers, query, variables) => {
  const body = JSON.stringify({ query, variables });
  const response = await fetch(runtime.graphqlUrl, { method: 'POST', headers, body });
  return (await response.json()).data;
};
const [{ username, password }] = runtime.demoUsers;
const signIn = 'mutation ($input: AuthenticateUserInput!) { authenticateUser(input: $input) { accessToken } }';
const session = await post({ 'x-api-key': runtime.apiKey }, signIn, { input: { username, password } });
const { me } = await post({ authorization: session.authenticateUser.accessToken }, '{ me { username } }');
await runtime.stop();
console.log(JSON.stringify({ username, me }));
`;

let folder: string;

/** What npm would install, from this repository's own packages: nothing is asked of a registry. */
const link = (name: string): void => {
  const path = join(folder, 'node_modules', name);
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(realpathSync(join('node_modules', name)), path);
};

const install = async (): Promise<void> => {
  await run('npm', ['pack', '--workspace', 'messaging-local', '--pack-destination', folder]);
  const installed = join(folder, 'node_modules', 'messaging-local');
  mkdirSync(installed, { recursive: true });
  await run('tar', ['-xzf', join(folder, 'messaging-local-0.1.0.tgz'), '--strip-components=1', '-C', installed]);
  const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as Manifest;
  for (const name of Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies })) {
    // The engine is optional: it is built for one platform.
    if (existsSync(join('node_modules', name))) link(name);
  }
};

describe('the local runtime, packed and installed into an empty folder', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'packed-runtime-'));
    await install();
  }, 120_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('starts by its one function with an assembly, and runs its resolvers and functions', async () => {
    writeFileSync(join(folder, 'application.mjs'), application);

    const { stdout } = await run(process.execPath, ['application.mjs', resolve('cdk.out')], { cwd: folder });

    expect(JSON.parse(stdout)).toEqual({ username: 'ana', me: { username: 'ana' } });
  }, 60_000);

  it('has a command', async () => {
    const main = join('node_modules', 'messaging-local', 'dist', 'main.js');

    const { stdout } = await run(process.execPath, [main, '--help'], { cwd: folder });

    expect(stdout).toContain('--assembly DIR');
  });

  it('holds what runs and its pages, neither sources nor tests', async () => {
    const { stdout } = await run('tar', ['-tzf', join(folder, 'messaging-local-0.1.0.tgz')]);
    const paths = stdout.trim().split('\n');

    expect(paths).toContain('package/dist/appsync/js/realm.js');
    expect(paths).toContain('package/README.md');
    expect(paths.filter((path) => /\/test\/|(?<!\.d)\.ts$/.test(path))).toEqual([]);
  });
});
