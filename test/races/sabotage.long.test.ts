import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startRuntime } from '../../local/startRuntime.ts';
import { World } from '../support/useWorld.ts';
import { schedulesOf } from './interleave.ts';
import { walkBlock, walkRemovedSender } from './walks.ts';

const cleanups: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A backend whose functions have another text in the place of one of theirs. */
const startSabotaged = async (text: string, replacement: string): Promise<World> => {
  const folder = mkdtempSync(join(tmpdir(), 'messaging-sabotage-'));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  cpSync('cdk.out', folder, { recursive: true });
  const files = readdirSync(folder)
    .filter((name) => name.startsWith('asset.'))
    .map((name) => join(folder, name, 'index.mjs'));
  const hits = files.filter((file) => readFileSync(file, 'utf8').includes(text));
  for (const file of hits) writeFileSync(file, readFileSync(file, 'utf8').replaceAll(text, replacement));
  expect(hits.length).toBeGreaterThan(0);
  const runtime = await startRuntime({ assemblyDir: folder, port: 0 });
  cleanups.push(() => runtime.stop());
  return new World(runtime);
};

const failuresOf = async (walks: readonly (() => Promise<void>)[]): Promise<number> => {
  let failures = 0;
  for (const walk of walks) {
    await walk().catch(() => {
      failures += 1;
    });
  }
  return failures;
};

describe('the walks notice when the transaction of a send loses', () => {
  it('its condition on the block', async () => {
    const world = await startSabotaged('attribute_not_exists(blockedId)', 'attribute_not_exists(nothing)');
    const walks = schedulesOf(2, 2).map((schedule) => async () => {
      await walkBlock(world, await world.people('ana', 'bo', 'cleo'), schedule);
    });

    expect(await failuresOf(walks)).toBe(2);
  });

  it('its condition on the membership', async () => {
    const world = await startSabotaged('attribute_exists(fromSeq)', 'attribute_not_exists(nothing)');
    const walks = schedulesOf(2, 2).map((schedule) => async () => {
      await walkRemovedSender(world, await world.people('ana', 'bo', 'cleo'), schedule);
    });

    expect(await failuresOf(walks)).toBe(2);
  });
});
