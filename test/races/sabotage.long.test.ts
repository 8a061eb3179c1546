import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRuntime } from 'messaging-local/start/startRuntime.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { World } from '../support/useWorld.ts';
import { expectAlwaysSerial, type Pair } from './expectSerial.ts';
import { memberPairs, rolePairs } from './groupPairs.ts';
import { schedulesOf } from './interleave.ts';
import { groupSendPairs } from './messagePairs.ts';
import type { GroupScene } from './Scene.ts';
import { walkBlock, walkRemovedSender } from './walks.ts';

const cleanups: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A backend whose functions and resolvers have another text in the place of one of theirs. */
const startSabotaged = async (text: string, replacement: string): Promise<World> => {
  const folder = mkdtempSync(join(tmpdir(), 'messaging-sabotage-'));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  cpSync('cdk.out', folder, { recursive: true });
  const files = readdirSync(folder)
    .filter((name) => name.startsWith('asset.'))
    .map((name) => join(folder, name.endsWith('.js') ? name : join(name, 'index.mjs')));
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

describe('the walks of a pair notice when the transactions lose', () => {
  const pairOf = (title: string): Pair<GroupScene> => {
    const pair = [...rolePairs, ...memberPairs, ...groupSendPairs].find((one) => one.title === title);
    if (!pair) throw new Error(`There is no pair ${title}.`);
    return pair;
  };

  it.each([
    ['transferGroup to one × transferGroup to another', '#role = :role', '#role = :role OR attribute_exists(#role)'],
    ['transferGroup × leaveGroup of the next owner', '#role = :role', '#role = :role OR attribute_exists(#role)'],
    ['leaveGroup × deleteGroup', 'attribute_not_exists(deletedAt)', 'attribute_not_exists(nothing)'],
    ['addUserToGroup × deleteGroup', 'attribute_not_exists(deletedAt)', 'attribute_not_exists(nothing)'],
    [
      'sendGroupMessage × markRead by the sender, as unread',
      'readSeq = :last',
      '(readSeq = :last OR attribute_exists(readSeq))',
    ],
  ])('%s: %s', async (title, text, replacement) => {
    const world = await startSabotaged(text, replacement);

    await expect(expectAlwaysSerial(world, pairOf(title))).rejects.toThrow(/serial outcome|to deeply equal \[\]/);
  });
});
