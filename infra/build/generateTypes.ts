import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { projectRoot } from './projectRoot.ts';

const stampFile = join(projectRoot, 'generated/.schema-hash');

const sourceHash = (): string => {
  const hash = createHash('sha256').update(readFileSync(join(projectRoot, 'codegen.yml')));
  for (const folder of ['schema', 'sdk/operations', 'sdk/codegen']) {
    for (const file of readdirSync(join(projectRoot, folder)).sort()) {
      hash.update(file).update(readFileSync(join(projectRoot, folder, file)));
    }
  }
  return hash.digest('hex');
};

/** Runs codegen when the schema or the SDK's documents have changed since the last time. */
export const generateTypes = (): void => {
  const wanted = sourceHash();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return;
  const manifest = createRequire(import.meta.url).resolve('@graphql-codegen/cli/package.json');
  const command = join(dirname(manifest), 'esm/bin.js');
  execFileSync(process.execPath, [command, '--config', 'codegen.yml', '--silent'], {
    cwd: projectRoot,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  writeFileSync(stampFile, wanted);
};
