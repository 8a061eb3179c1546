import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRuntime } from 'messaging-local/start/startRuntime.ts';
import { World } from '../support/useWorld.ts';
import type { Patch, SeededFault } from './seededFaults.ts';

const bundlesIn = (folder: string): string[] =>
  readdirSync(folder)
    .map((name) => join(folder, name, 'index.mjs'))
    .filter((file) => existsSync(file));

const resolversIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => /^asset\..*\.js$/.test(name))
    .map((name) => join(folder, name));

/** @returns the files of an assembly that hold the text of a patch */
export const findHits = (folder: string, patch: Patch): string[] =>
  (patch.in === 'functions' ? bundlesIn(folder) : resolversIn(folder)).filter(
    (file) => readFileSync(file, 'utf8').search(patch.text) !== -1,
  );

const sow = (folder: string, { name, patches }: SeededFault): void => {
  for (const one of patches) {
    const hits = findHits(folder, one);
    if (hits.length === 0)
      throw new Error(`The fault "${name}" finds no ${String(one.text)} in the ${one.in} any more.`);
    for (const file of hits) writeFileSync(file, readFileSync(file, 'utf8').replace(one.text, one.replacement));
  }
};

/**
 * A backend of a synthesized app with a fault in it.
 *
 * @throws Error when a text that makes the fault is no longer there
 */
export const startSabotaged = async (fault: SeededFault): Promise<{ world: World; stop: () => Promise<void> }> => {
  const folder = mkdtempSync(join(tmpdir(), 'messaging-model-'));
  const clear = () => {
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    cpSync('cdk.out', folder, { recursive: true });
    sow(folder, fault);
    const runtime = await startRuntime({ assemblyDir: folder, port: 0 });
    return { world: new World(runtime), stop: () => runtime.stop().finally(clear) };
  } catch (error) {
    clear();
    throw error;
  }
};
