import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { World } from '../support/useWorld.ts';
import { enrol } from './enrol.ts';
import { expectFanOut } from './expectFanOut.ts';
import { liveThrough, type Cast, type Life } from './liveThrough.ts';
import { startWithSetting } from './startWithSetting.ts';

const size = 10_000;
const initialMembers = 24;

const castOf = async (world: World, members: number): Promise<Cast> => {
  const { owner, heir, leaver, removed } = await world.people('owner', 'heir', 'leaver', 'removed');
  const people = [heir, leaver, removed].map(({ id }) => id);
  const [spare = '', ...strangers] = await enrol(world, members - people.length);
  const atFirst = initialMembers - people.length;
  return {
    owner,
    heir,
    leaver,
    removed,
    initial: [...people, ...strangers.slice(0, atFirst)],
    later: strangers.slice(atFirst),
    spare,
    isFull: members === size,
  };
};

describe('a group of 10,000', () => {
  let end: () => Promise<void>;
  let cast: Cast;
  let life: Life;
  let small: Life;

  beforeAll(async () => {
    const started = await startWithSetting({ maxGroupMembers: size });
    ({ end } = started);
    const { world } = started;
    small = await liveThrough(world, await castOf(world, 30));
    cast = await castOf(world, size);
    const from = performance.now();
    life = await liveThrough(world, cast);
    console.log(`${life.repeatedAdditions} calls repeated; ${((performance.now() - from) / 1000).toFixed(0)} s`);
  }, 600_000);

  afterAll(() => end());

  it('begins with 24 people beside its owner, and is filled by calls of four people at once', () => {
    expect(life.created).toMatchObject({ memberCount: 1 + initialMembers, myRole: 'OWNER' });
    expect(cast.later).toHaveLength(size - 1 - initialMembers);
  });

  it('takes nobody beyond its limit', () => {
    expect(life.whenFull).toMatchObject({ type: 'LimitExceeded', info: { limit: size } });
  });

  it('lists its members by pages, each of them once', () => {
    const { owner, initial, later } = cast;
    const listed = life.pages.flat().map(({ userId }) => userId);

    expect(life.pages.map(({ length }) => length).filter((length) => length > 0)).toEqual(Array(100).fill(100));
    expect(listed).toHaveLength(size);
    expect(new Set(listed)).toEqual(new Set([owner.id, ...initial, ...later]));
    expect(life.pages.flat().filter(({ role }) => role !== 'MEMBER')).toHaveLength(4);
    expect(life.pages.flat().every(({ user }) => user !== null)).toBe(true);
  });

  it('is sent to by one write of 8 units, like a group of thirty', () => {
    const people = (inboxes: number) => ({ inboxes: Array(inboxes).fill([]) as [] });
    expectFanOut(people(0), size, life.firstSend);
    expectFanOut(people(0), size - 1, life.secondSend);
    expect([life.firstSend, life.secondSend, small.firstSend].map(({ cost }) => cost.writeUnits)).toEqual([8, 8, 8]);
  });

  it('is left, thinned out and joined again, and counts its members rightly', () => {
    expect(life.counts).toEqual({ leave: size - 1, removal: size - 2, addition: size - 1 });
    expect(life.heardOutside).toEqual([
      ['To everybody.', 'sentinel'],
      ['To everybody.', 'sentinel'],
    ]);
  });

  it.each(['leave', 'removal', 'addition', 'transfer', 'deletion'] as const)(
    'takes for the %s the same calls and units as a group of thirty',
    (deed) => {
      const { calls, sequentialRoundTrips, readUnits, writeUnits } = life.costs[deed];
      const other = small.costs[deed];

      expect(calls.map(({ operation }) => operation)).toEqual(other.calls.map(({ operation }) => operation));
      expect({ sequentialRoundTrips, readUnits, writeUnits }).toEqual({
        sequentialRoundTrips: other.sequentialRoundTrips,
        readUnits: other.readUnits,
        writeUnits: other.writeUnits,
      });
    },
  );

  it('is deleted for everybody by one transaction', () => {
    const writes = life.costs.deletion.calls.filter(({ writeUnits }) => writeUnits > 0);

    expect(writes.map(({ operation }) => operation)).toEqual(['TransactWriteItems']);
    expect(life.deleted).toMatchObject({ id: life.created.id, memberCount: 0, myRole: null });
  });

  it('takes nothing any more after that, and its messages stay to read', () => {
    const { group, send, addition, isListed, conversation, conversationOfLeaver, ...texts } = life.afterwards;
    const notFound = { type: 'NotFound' };

    expect({ group, send, addition }).toMatchObject({ group: notFound, send: notFound, addition: notFound });
    expect(isListed).toBe(false);
    expect(conversation).toMatchObject({ kind: 'GROUP', group: null, lastSeq: 2, unreadCount: 2 });
    expect(conversationOfLeaver).toMatchObject({ group: null, lastSeq: 1, unreadCount: 1 });
    expect(texts).toEqual({
      texts: ['To everybody.', 'To who is left.'],
      checked: ['To everybody.', 'To who is left.'],
      checkedByLeaver: ['To everybody.'],
    });
  });
});
