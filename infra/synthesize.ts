import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateTypes } from './build/generateTypes.ts';
import { projectRoot } from './build/projectRoot.ts';
import { sourceHash } from './build/sourceHash.ts';

const assembly = join(projectRoot, 'cdk.out');
const stampName = '.source-hash';
const stampFile = join(assembly, stampName);
const millisecondsPerDay = 86_400_000;

/** The template also holds the day on which the API key ends. */
const stamp = (): string => `${sourceHash()} ${Math.floor(Date.now() / millisecondsPerDay)}`;

const isCurrent = (wanted: string): boolean => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted;

/** A synthesis takes seconds, and who starts from the former assembly meanwhile finds it whole. */
const replaceAssembly = (next: string): void => {
  const former = `${next}-former`;
  if (existsSync(assembly)) renameSync(assembly, former);
  renameSync(next, assembly);
  rmSync(former, { recursive: true, force: true });
};

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
  const next = mkdtempSync(`${assembly}-`);
  try {
    // Loaded only now: the CDK takes longer to load than everything else together.
    const { createApp } = await import('./createApp.ts');
    createApp(next).synth();
    writeFileSync(join(next, stampName), wanted);
    replaceAssembly(next);
  } finally {
    rmSync(next, { recursive: true, force: true });
  }
  return assembly;
};
