import fc, { type Arbitrary } from 'fast-check';
import { names, slots, type Act, type BlockAct, type Deed, type Overtake, type Send } from './Act.ts';

const by = fc.constantFrom(...names);
const whom = fc.constantFrom(...names, ...names, 'nobody' as const);
/** The first group is there from the beginning. */
const group = fc.constantFrom(slots[0], slots[0], slots[0], slots[1]);
const key = fc.constantFrom(0 as const, 0 as const, 0 as const, 1 as const, 2 as const);
const text = fc.constantFrom('a', 'b');
const role = fc.constantFrom(
  'ADMIN' as const,
  'ADMIN' as const,
  'MEMBER' as const,
  'MEMBER' as const,
  'OWNER' as const,
);
const op = <const Op extends string>(...ops: Op[]): Arbitrary<Op> => fc.constantFrom(...ops);

const sends: Arbitrary<Send> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ op: op('sendMessage'), by, text, key, whom }) },
  { weight: 3, arbitrary: fc.record({ op: op('sendGroupMessage'), by, text, key, group }) },
);

const deeds: Arbitrary<Deed> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      op: op('createGroup'),
      by,
      group: fc.constantFrom(...slots),
      name: text,
      members: fc.array(whom, { maxLength: 2 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ op: op('addUserToGroup'), by, group, whom, role }) },
  { weight: 3, arbitrary: fc.record({ op: op('removeUserFromGroup'), by, group, whom }) },
  { weight: 3, arbitrary: fc.record({ op: op('leaveGroup'), by, group }) },
  { weight: 2, arbitrary: fc.record({ op: op('changeGroupRole'), by, group, whom, role }) },
  { weight: 2, arbitrary: fc.record({ op: op('transferGroup'), by, group, whom }) },
  { weight: 1, arbitrary: fc.record({ op: op('renameGroup'), by, group, name: text }) },
  { weight: 1, arbitrary: fc.record({ op: op('deleteGroup'), by, group }) },
);

const blocks: Arbitrary<BlockAct> = fc.record({ op: op('blockUser', 'blockUser', 'unblockUser'), by, whom });

const others: Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      op: op('markRead'),
      by,
      where: fc.oneof(whom, group),
      seq: fc.integer({ min: -1, max: 5 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ op: op('checkMessages'), by, isFresh: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ op: op('reconnect'), by }) },
  { weight: 1, arbitrary: fc.record({ op: op('disableUser', 'enableUser'), whom }) },
  { weight: 1, arbitrary: fc.record({ op: op('deleteAccount'), by }) },
);

export const acts: Arbitrary<Act> = fc.oneof(
  { weight: 10, arbitrary: sends },
  { weight: 7, arbitrary: deeds },
  { weight: 4, arbitrary: blocks },
  { weight: 5, arbitrary: others },
);

/** Few of them in a run: its tokens end after thirty minutes. */
export const wait: Act = { op: 'wait' };

type Rival = Send | Deed | BlockAct;

const isJoin = ({ op }: Rival): boolean => op === 'createGroup' || op === 'addUserToGroup';

/** Where it is the last that happened, and so the first in the list of conversations. */
const activityOf = (act: Rival): string | undefined => {
  if (act.op === 'sendMessage') return [act.by, act.whom].sort().join(' ');
  return act.op === 'sendGroupMessage' || isJoin(act) ? (act as { group: string }).group : undefined;
};

/**
 * Whether the end is the same in every backend that keeps its promises. Two conversations have no common order, and a
 * join may begin at any moment of the call that makes it (P6).
 */
const hasOneEnd = ({ slow, quick }: Overtake): boolean => {
  const [ofSlow, ofQuick] = [activityOf(slow), activityOf(quick)];
  if (slow.by === quick.by || (ofSlow && ofQuick && ofSlow !== ofQuick)) return false;
  if (!isJoin(slow) || !ofQuick) return true;
  const isSame = slow.op === 'addUserToGroup' && quick.op === 'addUserToGroup' && slow.whom === quick.whom;
  return isSame || quick.op === 'createGroup';
};

/** What is likely to matter to a call that waits. */
const pointedAt = (slow: Send | Deed): Rival[] => {
  const { by } = slow;
  if (slow.op === 'sendMessage') {
    return slow.whom === 'nobody' ? [] : [{ op: 'blockUser', by: slow.whom, whom: by }];
  }
  const member = 'whom' in slow && slow.whom !== 'nobody' ? slow.whom : 'bo';
  const inGroup = { group: slow.group };
  const message = { op: 'sendGroupMessage' as const, text: 'a', key: 0 as const, ...inGroup };
  if (slow.op === 'leaveGroup' || slow.op === 'removeUserFromGroup') {
    return [
      { ...message, by: by === 'ana' ? 'cleo' : 'ana' },
      { op: 'removeUserFromGroup', by: 'ana', whom: by, ...inGroup },
      { op: 'leaveGroup', by: member, ...inGroup },
    ];
  }
  return [
    { op: 'removeUserFromGroup', by: 'ana', whom: by, ...inGroup },
    { op: 'changeGroupRole', by: 'ana', whom: by, role: 'MEMBER', ...inGroup },
    { op: 'deleteGroup', by: 'ana', ...inGroup },
    { op: 'leaveGroup', by: member, ...inGroup },
    { ...message, by: member },
    { op: 'blockUser', by: member, whom: by },
  ];
};

const slowly = fc.oneof(sends, deeds);
const atRandom: Arbitrary<Overtake> = fc.record({ slow: slowly, quick: fc.oneof(sends, deeds, blocks) });
const pointed: Arbitrary<Overtake> = fc.tuple(slowly, fc.nat()).chain(([slow, place]) => {
  const rivals = pointedAt(slow);
  const quick = rivals[place % rivals.length];
  return quick ? fc.constant({ slow, quick }) : atRandom;
});

/** The ADMIN of the beginning is at work and loses his role, or more. */
const demoted: Arbitrary<Overtake> = fc.record({
  slow: fc.constantFrom<Deed>(
    { op: 'renameGroup', by: 'bo', group: 'g1', name: 'b' },
    { op: 'removeUserFromGroup', by: 'bo', group: 'g1', whom: 'cleo' },
    { op: 'addUserToGroup', by: 'bo', group: 'g1', whom: 'dan', role: 'MEMBER' },
  ),
  quick: fc.constantFrom<Deed>(
    { op: 'changeGroupRole', by: 'ana', group: 'g1', whom: 'bo', role: 'MEMBER' },
    { op: 'removeUserFromGroup', by: 'ana', group: 'g1', whom: 'bo' },
  ),
});

export const overtakes: Arbitrary<Overtake> = fc.oneof(atRandom, pointed, pointed, demoted).filter(hasOneEnd);
