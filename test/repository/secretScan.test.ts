import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

const secretlint = join(
  dirname(createRequire(import.meta.url).resolve('secretlint/package.json')),
  'bin/secretlint.js',
);

const folders: string[] = [];

/** Runs the project's scan over a folder that holds one file. */
const scan = (fileName: string, text: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'secret-scan-'));
  folders.push(folder);
  copyFileSync('.secretlintrc.json', join(folder, '.secretlintrc.json'));
  copyFileSync('.gitignore', join(folder, '.gitignore'));
  writeFileSync(join(folder, fileName), text);
  return spawnSync(process.execPath, [secretlint, '--secretlintignore', '.gitignore', '**/*'], {
    cwd: folder,
    encoding: 'utf8',
  });
};

/** Made anew each time, so that no file of the repository holds one. */
const random = (alphabet: string, length: number): string =>
  Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join('');
const accessKeyId = () => ['AK', 'IA', random('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16)].join('');
const secretAccessKey = () => random('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', 40);

describe('the secret scan', () => {
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  it('finds an AWS access key id', () => {
    const { status, stdout } = scan('settings.ts', `export const key = '${accessKeyId()}';\n`);

    expect(stdout).toContain('AWSAccessKeyID');
    expect(status).toBe(1);
  });

  it('finds an AWS secret access key in a dot file', () => {
    const { status, stdout } = scan('.env', `AWS_SECRET_ACCESS_KEY=${secretAccessKey()}\n`);

    expect(stdout).toContain('AWSSecretAccessKey');
    expect(status).toBe(1);
  });

  it('never prints the secret itself', () => {
    const key = accessKeyId();

    const { stdout, stderr } = scan('settings.ts', `export const key = '${key}';\n`);

    expect(stdout + stderr).not.toContain(key);
  });

  it('passes a folder without secrets', () => {
    expect(scan('settings.ts', "export const accountId = '000000000000';\n").status).toBe(0);
  });
});
