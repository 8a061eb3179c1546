import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateTypes } from './build/generateTypes.ts';
import { projectRoot } from './build/projectRoot.ts';
import { sourceHash } from './build/sourceHash.ts';

const assembly = join(projectRoot, 'cdk.out');
const stampFile = join(assembly, '.source-hash');
const millisecondsPerDay = 86_400_000;

/** The template also holds the day on which the API key ends. */
const stamp = (): string => `${sourceHash()} ${Math.floor(Date.now() / millisecondsPerDay)}`;

const isCurrent = (wanted: string): boolean => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted;

/**
 * Writes `cdk.out` without the CDK's command line: no account, no network. Does nothing when it was made of these very
 * sources today.
 *
 * @returns the folder of the assembly
 */
export const synthesize = async (): Promise<string> => {
  generateTypes();
  const wanted = stamp();
  if (isCurrent(wanted)) return assembly;
  rmSync(assembly, { recursive: true, force: true });
  mkdirSync(assembly, { recursive: true });
  // Loaded only now: the CDK takes longer to load than everything else together.
  const { createApp } = await import('./createApp.ts');
  createApp(assembly).synth();
  writeFileSync(stampFile, wanted);
  return assembly;
};
