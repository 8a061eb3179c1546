import { describe, expect, it } from 'vitest';
import { mayInGroup, type GroupAction, type GroupRole } from '../../domain/groupPolicy.ts';
import type { MessagingError } from '../support/MessagingError.ts';
import type { Person } from '../support/Person.ts';
import { readState } from '../support/readState.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

const roles = ['OWNER', 'ADMIN', 'MEMBER'] as const;
type Outcome = 'allowed' | 'Forbidden' | 'BadRequest' | 'NotFound';

/** A group in which ana has a role, bo has one, and cy is not. An owner is in it anyway: one of them, or olga. */
interface Scene {
  readonly id: string;
  readonly ana: Person;
  readonly bo: Person;
  readonly cy: Person;
}

const setRole = async (group: { owner: Person; id: string }, person: Person, role: GroupRole): Promise<void> => {
  if (person.id !== group.owner.id) await group.owner.addUserToGroup(group.id, person, role);
};

const aScene = async (mine: GroupRole, theirs: GroupRole): Promise<Scene> => {
  const { olga, ana, bo, cy } = await world().people('olga', 'ana', 'bo', 'cy');
  const owner = [mine === 'OWNER' && ana, theirs === 'OWNER' && bo].find((person) => person !== false) ?? olga;
  const { id } = await owner.createGroup({ name: 'Policy', memberIds: owner === olga ? [] : [olga.id] });
  await setRole({ owner, id }, ana, mine);
  await setRole({ owner, id }, bo, theirs);
  return { id, ana, bo, cy };
};

const outcomeOf = async (run: Promise<unknown>): Promise<Outcome> =>
  run.then(
    (): Outcome => 'allowed',
    (error: unknown) => (error as MessagingError).type as Outcome,
  );

const may = (role: GroupRole, action: GroupAction, target: GroupRole | 'GROUP'): Outcome =>
  mayInGroup(role, action, target) ? 'allowed' : 'Forbidden';

/** What must come of it, and that nothing changes where it is refused. */
const expectOutcome = async (expected: Outcome, run: () => Promise<unknown>): Promise<void> => {
  const before = await readState(world().runtime);
  expect(await outcomeOf(run())).toBe(expected);
  const after = await readState(world().runtime);
  if (expected === 'allowed') expect(after).not.toEqual(before);
  else expect(after).toEqual(before);
};

const pairs = roles.flatMap((mine) =>
  roles.filter((theirs) => mine !== 'OWNER' || theirs !== 'OWNER').map((theirs) => ({ mine, theirs })),
);

describe.each(pairs)('$mine to $theirs', ({ mine, theirs }) => {
  it('removeUserFromGroup', async () => {
    const { id, ana, bo } = await aScene(mine, theirs);

    await expectOutcome(may(mine, 'removeUser', theirs), () => ana.removeUserFromGroup(id, bo));
  });

  it('transferGroup', async () => {
    const { id, ana, bo } = await aScene(mine, theirs);

    await expectOutcome(may(mine, 'transfer', theirs), () => ana.transferGroup(id, bo));
  });

  it.each(roles)('changeGroupRole to %s', async (next) => {
    const { id, ana, bo } = await aScene(mine, theirs);
    const isAllowed = [theirs, next].every((role) => mayInGroup(mine, 'changeRole', role));
    // The same role again changes nothing, and is no refusal.
    if (isAllowed && theirs === next) {
      expect(await outcomeOf(ana.changeGroupRole(id, bo, next))).toBe('allowed');
      return;
    }

    const expected = isAllowed ? 'allowed' : 'Forbidden';
    await expectOutcome(next === 'OWNER' ? 'BadRequest' : expected, () => ana.changeGroupRole(id, bo, next));
  });
});

describe.each(roles)('%s to a person outside', (mine) => {
  it.each(roles)('addUserToGroup as %s', async (next) => {
    const { id, ana, cy } = await aScene(mine, 'MEMBER');
    const expected = next === 'OWNER' ? 'BadRequest' : may(mine, 'addUser', next);

    await expectOutcome(expected, () => ana.addUserToGroup(id, cy, next));
  });

  it('everything else, which finds nobody', async () => {
    const { id, ana, cy } = await aScene(mine, 'MEMBER');

    await expectOutcome('NotFound', () => ana.removeUserFromGroup(id, cy));
    await expectOutcome('NotFound', () => ana.transferGroup(id, cy));
    await expectOutcome('NotFound', () => ana.changeGroupRole(id, cy, 'ADMIN'));
  });
});

const onGroup: readonly [GroupAction, (scene: Scene) => Promise<unknown>][] = [
  ['rename', ({ ana, id }) => ana.renameGroup(id, 'Another name')],
  ['delete', ({ ana, id }) => ana.deleteGroup(id)],
  ['leave', ({ ana, id }) => ana.leaveGroup(id)],
  ['send', ({ ana, id }) => ana.sendGroupMessage(id, 'hello')],
];

describe.each(roles)('%s to the group', (mine) => {
  it.each(onGroup)('%s', async (action, run) => {
    const scene = await aScene(mine, 'MEMBER');

    await expectOutcome(may(mine, action, 'GROUP'), () => run(scene));
  });

  it('read', async () => {
    const { id, ana } = await aScene(mine, 'MEMBER');

    expect(await outcomeOf(ana.group(id))).toBe(may(mine, 'read', 'GROUP'));
  });
});

describe('somebody outside, to the group and to everybody in it', () => {
  it('is told that there is no such group', async () => {
    const { id, bo, cy } = await aScene('MEMBER', 'MEMBER');
    const runs = [
      () => cy.addUserToGroup(id, bo),
      () => cy.removeUserFromGroup(id, bo),
      () => cy.changeGroupRole(id, bo, 'ADMIN'),
      () => cy.transferGroup(id, bo),
      ...onGroup.map(
        ([, run]) =>
          () =>
            run({ id, ana: cy, bo, cy }),
      ),
    ];

    for (const run of runs) await expectOutcome('NotFound', run);
    expect(await outcomeOf(cy.group(id))).toBe('NotFound');
  });
});
