import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

const hasBash = spawnSync('bash', ['-c', ':']).status === 0;
const folders: string[] = [];

/**
 * Stands in for npm: fails the scripts named in FAILING, and reports 5 passed tests, and 2 failed ones for FAILED_TESTS.
 * The Node versions that it installs are a script that answers with their version, and runs the real one for the rest.
 */
const npm = `#!${process.execPath}
const { mkdirSync, writeFileSync } = require('node:fs');
const args = process.argv.slice(2);
const script = args[0] === 'run' ? args[1] : args[0];
const report = args.find((arg) => arg.startsWith('--outputFile.json='))?.split('=')[1];
const failed = process.env.FAILED_TESTS === script ? 2 : 0;
const isFailing = process.env.FAILING?.split(',').includes(script);
const version = args.find((arg) => arg.startsWith('node@'))?.slice('node@'.length);
if (version && process.env.FAILING !== 'node') {
  const bin = args[args.indexOf('--prefix') + 1] + '/node_modules/node/bin';
  mkdirSync(bin, { recursive: true });
  const script = '#!/bin/sh\\n[ "$1" = --version ] && echo v' + version + ' || exec ' + process.execPath + ' "$@"\\n';
  writeFileSync(bin + '/node', script, { mode: 0o755 });
}
if (report && !isFailing) writeFileSync(report, JSON.stringify({ numPassedTests: 5, numFailedTests: failed }));
if (isFailing) console.error('npm error code E404\\nnpm error 404 GET https://registry.example.com/left-pad');
process.exit(failed > 0 || isFailing ? 1 : 0);
`;

/** Runs `.ci/run` where npm and chromium are stand-ins. */
const run = (environment: Record<string, string> = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'ci-run-'));
  folders.push(folder);
  for (const name of ['.ci', 'bin']) mkdirSync(join(folder, name));
  copyFileSync('.ci/run', join(folder, '.ci/run'));
  writeFileSync(join(folder, 'bin/npm'), npm, { mode: 0o755 });
  writeFileSync(join(folder, 'bin/chromium'), '', { mode: 0o755 });
  const { status, stdout, stderr } = spawnSync('bash', [join(folder, '.ci/run')], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`, ...environment },
  });
  return { status, output: stdout + stderr, lastLine: stdout.trimEnd().split('\n').at(-1) };
};

describe.skipIf(!hasBash)('.ci/run', () => {
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  it('adds up the suites of both Node versions and the long tests, and succeeds', () => {
    const { status, lastLine, output } = run();

    expect({ status, lastLine }).toEqual({ status: 0, lastLine: '15 passed, 0 failed' });
    expect(output.match(/^== npm run test.*$/gm)).toEqual([
      '== npm run test on Node v20.19.0',
      '== npm run test on Node v24',
      `== npm run test:long on Node ${process.version}`,
    ]);
  });

  it('counts a Node version that cannot be installed as one failure', () => {
    expect(run({ FAILING: 'node' })).toMatchObject({ status: 1, lastLine: '5 passed, 2 failed' });
  });

  it('counts failed tests and fails', () => {
    expect(run({ FAILED_TESTS: 'test:long' })).toMatchObject({ status: 1, lastLine: '15 passed, 2 failed' });
  });

  it('counts a failed step as one and goes on', () => {
    expect(run({ FAILING: 'lint,typecheck' })).toMatchObject({ status: 1, lastLine: '15 passed, 2 failed' });
  });

  it('counts a suite that could not run as one', () => {
    expect(run({ FAILING: 'test' })).toMatchObject({ status: 1, lastLine: '5 passed, 2 failed' });
  });

  it('stops after an installation that failed, without naming the registry', () => {
    const { status, output, lastLine } = run({ FAILING: 'ci' });

    expect({ status, lastLine }).toEqual({ status: 1, lastLine: '0 passed, 1 failed' });
    expect(output).toContain('npm error code E404');
    expect(output).not.toContain('example.com');
  });
});
