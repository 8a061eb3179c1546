import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRuntime } from 'messaging-local/start/startRuntime.ts';
import { World } from '../support/useWorld.ts';
import type { Patch, SeededFault } from './seededFaults.ts';

interface Resource {
  readonly Type: string;
  readonly Properties?: { Code?: unknown };
}

const bundlesIn = (folder: string): string[] =>
  readdirSync(folder)
    .map((name) => join(folder, name, 'index.mjs'))
    .filter((file) => existsSync(file));

/** @returns how many texts were replaced */
const patchFunctions = (folder: string, { text, replacement }: Patch): number => {
  const hits = bundlesIn(folder).filter((file) => readFileSync(file, 'utf8').search(text) !== -1);
  for (const file of hits) writeFileSync(file, readFileSync(file, 'utf8').replace(text, replacement));
  return hits.length;
};

const patchResolvers = (folder: string, { text, replacement }: Patch): number => {
  const file = join(folder, 'Messaging.template.json');
  const template = JSON.parse(readFileSync(file, 'utf8')) as { readonly Resources: Record<string, Resource> };
  let hits = 0;
  for (const { Type, Properties } of Object.values(template.Resources)) {
    const code = Properties?.Code;
    if (!Type.startsWith('AWS::AppSync::') || typeof code !== 'string' || code.search(text) === -1) continue;
    Object.assign(Properties ?? {}, { Code: code.replace(text, replacement) });
    hits += 1;
  }
  writeFileSync(file, JSON.stringify(template));
  return hits;
};

const patch = (folder: string, { name, patches }: SeededFault): void => {
  for (const one of patches) {
    const hits = one.in === 'functions' ? patchFunctions(folder, one) : patchResolvers(folder, one);
    if (hits === 0) throw new Error(`The fault "${name}" finds no ${String(one.text)} in the ${one.in} any more.`);
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
    patch(folder, fault);
    const runtime = await startRuntime({ assemblyDir: folder, port: 0 });
    return { world: new World(runtime), stop: () => runtime.stop().finally(clear) };
  } catch (error) {
    clear();
    throw error;
  }
};
