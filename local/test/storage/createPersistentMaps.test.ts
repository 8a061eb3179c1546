import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { createPersistentMaps } from '../../storage/createPersistentMaps.ts';

const folders: string[] = [];

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'maps-'));
  folders.push(folder);
  return folder;
}

/** What a process that starts after a kill finds: the first one never closes its maps. */
function reopened(folder: string, name = 'things'): Map<string, unknown> {
  const maps = createPersistentMaps(folder);
  const found = new Map(maps.open<unknown>(name).entries());
  maps.close();
  return found;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const aChange = fc.oneof(
  fc.record({ key: fc.string(), value: fc.jsonValue() }),
  fc.record({ key: fc.constantFrom('a', 'b', 'c'), value: fc.jsonValue() }),
  fc.record({ key: fc.constantFrom('a', 'b', 'c') }),
);

describe('createPersistentMaps', () => {
  it('finds every change again after a kill', () => {
    fc.assert(
      fc.property(fc.array(aChange, { maxLength: 20 }), (changes) => {
        const folder = aFolder();
        const maps = createPersistentMaps(folder);
        const map = maps.open<unknown>('things');
        for (const change of changes) {
          if ('value' in change) map.set(change.key, change.value);
          else map.delete(change.key);
        }

        expect(reopened(folder)).toEqual(new Map(map.entries()));
        maps.close();
      }),
      { numRuns: 60 },
    );
  });

  it('drops a torn last line and nothing else', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string(), fc.string()), { minLength: 1, maxLength: 8 }),
        fc.nat(),
        (sets, cut) => {
          const folder = aFolder();
          const file = join(folder, 'things.jsonl');
          const states = [new Map<string, string>()];
          const lengths = [0];
          const maps = createPersistentMaps(folder);
          const map = maps.open<string>('things');
          for (const [key, value] of sets) {
            map.set(key, value);
            states.push(new Map(map.entries()));
            lengths.push(statSync(file).size);
          }
          maps.close();
          const length = cut % (lengths.at(-1)! + 1);
          truncateSync(file, length);

          const whole = lengths.findLastIndex((end) => end <= length);
          expect(reopened(folder)).toEqual(states[whole]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('goes on writing whole lines after a torn one', () => {
    const folder = aFolder();
    writeFileSync(join(folder, 'things.jsonl'), '["a",1]\n["b",{"torn":');
    const maps = createPersistentMaps(folder);
    maps.open('things').set('c', 3);
    maps.close();

    expect(reopened(folder)).toEqual(
      new Map([
        ['a', 1],
        ['c', 3],
      ]),
    );
  });

  it('refuses a journal that was damaged in the middle', () => {
    const folder = aFolder();
    writeFileSync(join(folder, 'things.jsonl'), '["a",1]\n{"not":"an entry"}\n["c",3]\n');

    expect(() => createPersistentMaps(folder).open('things')).toThrow(/things\.jsonl, line 2/);
  });

  it('is not misled by the leftover of a compaction that was killed', () => {
    const folder = aFolder();
    writeFileSync(join(folder, 'things.jsonl'), '["a",1]\n');
    writeFileSync(join(folder, 'things.jsonl.new'), '["a",2]\n["b"');

    expect(reopened(folder)).toEqual(new Map([['a', 1]]));
    expect(readdirSync(folder)).toEqual(['things.jsonl']);
  });

  it('writes the journal anew when it is opened and when it has grown idle', () => {
    const folder = aFolder();
    const file = join(folder, 'things.jsonl');
    const maps = createPersistentMaps(folder);
    const map = maps.open<number>('things');
    for (let value = 0; value < 10_004; value += 1) map.set('counter', value);

    expect(readFileSync(file, 'utf8').split('\n').length).toBeLessThan(100);
    appendFileSync(file, '["other",1]\n["other"]\n');
    expect(reopened(folder)).toEqual(new Map([['counter', 10_003]]));
    expect(readFileSync(file, 'utf8')).toBe('["counter",10003]\n');
    maps.close();
  });

  it('keeps names apart whatever characters they have', () => {
    const folder = aFolder();
    const maps = createPersistentMaps(folder);
    const names = ['..', 'a/b', 'a%2Fb', 'ä b', 'a'];
    for (const name of names) maps.open<string>(name).set('name', name);
    maps.close();

    for (const name of names) expect(reopened(folder, name).get('name')).toBe(name);
  });

  it('gives the same map for a name that is open already, with a folder and without', () => {
    for (const folder of [undefined, aFolder()]) {
      const maps = createPersistentMaps(folder);
      maps.open<number>('things').set('a', 1);

      expect(maps.open<number>('things').get('a')).toBe(1);
      maps.close();
    }
  });

  it('is not changed by what its callers do with their objects', () => {
    const map = createPersistentMaps(undefined).open<{ names: string[] }>('things');
    const value = { names: ['ana'] };
    map.set('a', value);
    value.names.push('bo');

    expect(map.get('a')).toEqual({ names: ['ana'] });
    expect(() => map.get('a')?.names.push('bo')).toThrow(TypeError);
  });

  it('refuses what is not JSON', () => {
    const map = createPersistentMaps(undefined).open<unknown>('things');

    expect(() => map.set('a', undefined)).toThrow('A persistent map holds JSON, not undefined.');
    expect(map.size).toBe(0);
  });
});
