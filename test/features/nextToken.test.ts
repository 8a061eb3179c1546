import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRuntime } from 'messaging-local/start/startRuntime.ts';
import { expect, it } from 'vitest';
import type { Person } from '../support/Person.ts';
import { World } from '../support/useWorld.ts';

/** A page of each list, by the token of the one before. */
const lists: Readonly<Record<string, (person: Person, nextToken?: string) => Promise<Page>>> = {
  blockedUsers: (person, nextToken) => person.blockedUsers({ limit: 1, nextToken: nextToken ?? null }),
  groups: (person, nextToken) => person.groups({ limit: 1, nextToken: nextToken ?? null }),
  conversations: (person, nextToken) => person.conversations({ limit: 1, nextToken: nextToken ?? null }),
};

interface Page {
  readonly items: readonly unknown[];
  readonly nextToken: string | null;
}

it('a nextToken outlives a restart, as at AppSync', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'messaging-tokens-'));
  const start = async () => new World(await startRuntime({ assemblyDir: 'cdk.out', port: 0, dataDir }));
  let world = await start();
  try {
    const { ana, bo, cy } = await world.people('ana', 'bo', 'cy');
    for (const other of [bo, cy]) {
      await ana.blockUser(other);
      await ana.createGroup({ name: other.username });
    }
    const tokens = new Map<string, string>();
    for (const [list, read] of Object.entries(lists)) tokens.set(list, (await read(ana)).nextToken ?? '');
    await world.runtime.stop();
    world = await start();

    const again = await world.visitor.signsIn(ana.username);

    for (const [list, read] of Object.entries(lists)) {
      const [first, second] = [await read(again), await read(again, tokens.get(list))];
      expect([list, second.items.length]).toEqual([list, 1]);
      expect(second.items).not.toEqual(first.items);
    }
  } finally {
    await world.runtime.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
