import { beforeAll, describe, expect, it } from 'vitest';
import { Administrator } from '../support/Administrator.ts';
import { costOf } from '../support/costOf.ts';
import { operations } from '../support/operations.ts';
import { useWorld } from '../support/useWorld.ts';
import { anonymous, createScene, reasons, relations, type Relation, type Scene } from './LeakScene.ts';
import { silentFields, surfaces, type Surface } from './leakSurfaces.ts';

const world = useWorld();

/** By the surface: what the viewer gets, and what somebody who counts calls would see. */
type Transcript = ReadonlyMap<string, string>;

/** Calls that run at the same moment come in any order. */
const callsOf = async (run: () => Promise<unknown>): Promise<string[]> => {
  const { ledger } = world().runtime.gate;
  const { requestId, calls } = await costOf(ledger, run);
  return [...ledger.sequenceOf(requestId), ...calls.map(({ error }) => error ?? 'ok')].sort();
};

const askFor = async (scene: Scene, { field, variables }: Surface): Promise<unknown> => {
  if (field !== 'onMessage') return scene.viewer.request(operations[field], variables(scene));
  const inbox = await scene.viewer.onMessage();
  inbox.close();
  return 'subscribed';
};

const write = async (relation: Relation, reason: keyof typeof reasons): Promise<Transcript> => {
  const scene = await createScene(world(), relation);
  const inbox = await scene.viewer.onMessage();
  await reasons[reason](scene, new Administrator(world().runtime));
  const transcript = new Map<string, string>();
  for (const surface of surfaces) {
    let answer: unknown;
    const calls = await callsOf(async () => {
      answer = await askFor(scene, surface);
    });
    transcript.set(surface.title, anonymous(scene, { answer, calls }));
  }
  await scene.friend.sendMessage(scene.viewer, 'sentinel');
  while ((await inbox.next()).text !== 'sentinel');
  inbox.close();
  transcript.set('live events', anonymous(scene, inbox.received));
  return transcript;
};

const cells = [...surfaces.map(({ title }) => title), 'live events'];

describe('the matrix', () => {
  it('has every field that somebody who signed in may ask for', () => {
    const fields = new Set([...surfaces.map(({ field }): string => field), ...Object.keys(silentFields)]);

    expect(Object.keys(operations).filter((field) => !fields.has(field))).toEqual([]);
    expect(new Set(cells).size).toBe(cells.length);
  });
});

describe.each(Object.keys(relations) as Relation[])('a %s who blocks the viewer looks as if disabled:', (relation) => {
  let blocked: Transcript;
  let disabled: Transcript;

  beforeAll(async () => {
    blocked = await write(relation, 'blocks');
    disabled = await write(relation, 'isDisabled');
  }, 180_000);

  it.each(cells)('%s', (cell) => {
    expect(blocked.get(cell)).toBe(disabled.get(cell));
    expect(blocked.get(cell)).toBeDefined();
  });

  it('the viewer’s own block is told, and no other', () => {
    const isBlocker = relation === 'person blocked by the viewer';
    expect(blocked.get('send')).toContain(isBlocker ? 'YOU_BLOCKED' : 'RecipientUnavailable');
    expect(blocked.get('send in spite of it')).toContain('YOU_BLOCKED');
    expect(blocked.get('send after it')).toContain('RecipientUnavailable');
  });
});

describe('somebody who can be reached', () => {
  it('looks otherwise where one writes or adds him, and nowhere before', async () => {
    const there = await write('friend', 'isThere');
    const blocked = await write('friend', 'blocks');

    const differing = cells.filter((cell) => there.get(cell) !== blocked.get(cell));
    expect(differing[0]).toBe('send');
    expect(differing).toEqual(
      expect.arrayContaining(['addition to the own group', 'creation of a group for three', 'live events']),
    );
    for (const repeated of ['repeat of an accepted send', 'repeat of an accepted send to it']) {
      expect(blocked.get(repeated)).toBe(there.get(repeated));
      expect(blocked.get(repeated)).not.toContain('errors');
    }
  }, 180_000);
});
