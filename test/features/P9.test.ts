import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readState } from '../support/readState.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

/** Three times, as Amplify sends a mutation whose answer was lost. */
const thrice = async <Answer>(run: () => Promise<Answer>): Promise<Answer[]> => [await run(), await run(), await run()];

const expectOne = (answers: readonly unknown[]) => {
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[2]).toEqual(answers[0]);
};

describe('P9: a repeated mutation is safe', () => {
  it('sendMessage', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const id = randomUUID();

    expectOne(await thrice(() => ana.sendMessage(bo, 'Once.', id)));
    expect((await bo.checkMessages()).messages).toHaveLength(1);
  });

  it('sendMessage, also after another message of the conversation', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const id = randomUUID();
    const first = await ana.sendMessage(bo, 'Once.', id);
    await bo.sendMessage(ana, 'Meanwhile.');

    expect(await ana.sendMessage(bo, 'Once.', id)).toEqual(first);
  });

  it('sendMessage, also when the store failed after the effect', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    world().runtime.dataPlane.injectFaults({ seed: 3, errorAfterEffect: 0.3 });

    const sent = [];
    for (let index = 0; index < 10; index += 1) sent.push(await ana.sendMessage(bo, `Message ${index}.`));
    world().runtime.dataPlane.injectFaults(undefined);

    expect(sent.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect((await bo.checkMessages()).messages).toEqual(sent);
  });

  it('blockUser and unblockUser', async () => {
    const { ana, bo } = await world().people('ana', 'bo');

    expectOne(await thrice(() => ana.blockUser(bo)));
    expect((await ana.blockedUsers()).items).toHaveLength(1);
    expectOne(await thrice(() => ana.unblockUser(bo)));
    expect((await ana.blockedUsers()).items).toEqual([]);
  });

  it('createGroup, addUserToGroup, sendGroupMessage and leaveGroup', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const groupId = randomUUID();
    const id = randomUUID();

    expectOne(await thrice(() => ana.createGroup({ groupId, name: 'Lunch', memberIds: null })));
    expectOne(await thrice(() => ana.addUserToGroup(groupId, bo)));
    expect((await ana.group(groupId)).memberCount).toBe(2);
    expectOne(await thrice(() => ana.sendGroupMessage(groupId, 'Noon?', id)));
    expect((await bo.checkMessages()).messages).toHaveLength(1);
    expectOne(await thrice(() => bo.leaveGroup(groupId)));
    expect((await ana.group(groupId)).memberCount).toBe(1);
  });

  it('renameGroup, changeGroupRole, transferGroup and deleteGroup', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Lunch', memberIds: [bo.id] });

    expectOne(await thrice(() => ana.renameGroup(id, 'Dinner')));
    expectOne(await thrice(() => ana.changeGroupRole(id, bo, 'ADMIN')));
    expectOne(await thrice(() => ana.transferGroup(id, bo)));
    expectOne(await thrice(() => bo.deleteGroup(id)));
  });

  it('deleteAccount', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Lunch', memberIds: [bo.id] });

    expectOne(await thrice(() => ana.deleteAccount()));
    expect(await bo.group(id)).toMatchObject({ myRole: 'OWNER', memberCount: 1 });
  });

  it('registerUser before the confirmation, and confirmUser', async () => {
    const { visitor } = world();
    const username = `repeat-${randomUUID().slice(0, 8)}`;

    expectOne(await thrice(() => visitor.registerUser({ username })));
    const code = await visitor.codeFor(username);
    expectOne(await thrice(() => visitor.confirmUser(username, code)));
    expect((await visitor.signsIn(username)).username).toBe(username);
  });

  it('updateProfile, changePassword, confirmForgotPassword and signOut leave all as the first time did', async () => {
    const { visitor, runtime } = world();
    const { ana } = await world().people('ana');
    await visitor.forgotPassword(ana.username);
    const code = await visitor.codeFor(ana.username);
    const repeated = async (run: () => Promise<unknown>): Promise<void> => {
      const first = await run();
      const state = await readState(runtime);
      expect([await run(), await run()]).toEqual([first, first]);
      expect(await readState(runtime)).toEqual(state);
    };

    await repeated(() => ana.updateProfile('Another Ana'));
    await repeated(() => visitor.confirmForgotPassword(ana.username, code, 'Another-Horse-8'));
    await repeated(() => ana.changePassword('Third-Horse-99', 'Another-Horse-8'));
    await repeated(() => ana.signOut());
  });
});
