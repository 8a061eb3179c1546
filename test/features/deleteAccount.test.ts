import { describe, expect, it } from 'vitest';
import { Administrator } from '../support/Administrator.ts';
import type { Person } from '../support/Person.ts';
import { readState } from '../support/readState.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

const rolesIn = async (person: Person, id: string): Promise<Record<string, string>> =>
  Object.fromEntries((await person.group(id)).members.items.map(({ userId, role }) => [userId, role]));

const accountNames = async (): Promise<unknown[]> =>
  (await readState(world().runtime)).accounts.map(({ Username }) => Username);

describe('deleteAccount', () => {
  it('takes the name from the profile, and nobody else gets it', async () => {
    const { ana, bo } = await world().people('ana', 'bo');

    expect(await ana.deleteAccount()).toBe(true);

    expect(await bo.user(ana.id)).toMatchObject({
      id: ana.id,
      username: `deleted-${ana.id}`,
      displayName: 'Deleted user',
    });
    expect(await bo.userByUsername(ana.username)).toBeNull();
    expect(await accountNames()).not.toContain(ana.username);
    await expect(world().visitor.registerUser({ username: ana.username })).rejects.toMatchObject({ type: 'Conflict' });
  });

  it('ends every session and open subscription', async () => {
    const { ana } = await world().people('ana');
    const inbox = await ana.onMessage();

    await ana.deleteAccount();

    await inbox.ended();
    await expect(world().visitor.authenticateUser(ana.username)).rejects.toMatchObject({ type: 'Unauthorized' });
    await expect(world().visitor.refreshSession(ana.session.refreshToken ?? '')).rejects.toMatchObject({
      type: 'Unauthorized',
    });
    await expect(ana.onMessage()).rejects.toMatchObject({ type: 'Unauthorized' });
  });

  it('is to others as an account that cannot be reached', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');
    await bo.blockUser(cy);
    const { id } = await cy.createGroup({ name: 'Club' });

    await ana.deleteAccount();

    const refusals = await Promise.all(
      [
        cy.sendMessage(bo, 'hello'),
        cy.sendMessage(ana, 'hello'),
        cy.addUserToGroup(id, ana),
        cy.createGroup({ name: 'Other', memberIds: [ana.id] }),
      ].map((run) => run.catch((error: unknown) => error)),
    );
    for (const refusal of refusals) expect(refusal).toEqual(refusals[0]);
    expect(refusals[0]).toMatchObject({ type: 'RecipientUnavailable', info: null });
  });

  it('keeps what was sent, in its order', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await bo.createGroup({ name: 'Club', memberIds: [ana.id] });
    const direct = await ana.sendMessage(bo, 'between us');
    const inGroup = await ana.sendGroupMessage(id, 'to all');

    await ana.deleteAccount();

    expect((await bo.messages(direct.conversationId)).items).toEqual([direct]);
    expect((await bo.messages(inGroup.conversationId)).items).toEqual([inGroup]);
    expect(await bo.conversation(direct.conversationId)).toMatchObject({ peer: { displayName: 'Deleted user' } });
    expect((await bo.sendGroupMessage(id, 'next')).seq).toBe(2);
  });

  it('answers a repeat as the first time', async () => {
    const { ana } = await world().people('ana');
    await ana.deleteAccount();
    const before = await readState(world().runtime);

    expect(await ana.deleteAccount()).toBe(true);

    expect(await readState(world().runtime)).toEqual(before);
  });

  it('is refused with a token that was signed out, and to a disabled account', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    await ana.signOut();
    await new Administrator(world().runtime).disableUser(bo);
    const before = await readState(world().runtime);

    await expect(ana.deleteAccount()).rejects.toMatchObject({ type: 'Unauthorized' });
    await expect(bo.deleteAccount()).rejects.toMatchObject({ type: 'Unauthorized' });

    expect(await readState(world().runtime)).toEqual(before);
  });
});

describe('deleteAccount of who is in groups', () => {
  it('leaves them, where they stand then', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id, conversationId } = await ana.createGroup({ name: 'Club', memberIds: [bo.id] });
    await ana.sendGroupMessage(id, 'during');

    await bo.deleteAccount();
    await ana.sendGroupMessage(id, 'after');

    expect(await ana.group(id)).toMatchObject({ memberCount: 1 });
    expect(await rolesIn(ana, id)).toEqual({ [ana.id]: 'OWNER' });
    expect((await bo.messages(conversationId)).items.map(({ text }) => text)).toEqual(['during']);
  });

  it('deletes those in which nobody else is', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await ana.createGroup({ name: 'Alone', memberIds: [bo.id] });
    await bo.leaveGroup(id);

    await ana.deleteAccount();

    const { tables } = await readState(world().runtime);
    expect(tables['Groups']?.find(({ groupId }) => (groupId as { S: string }).S === id)).toMatchObject({
      deletedBy: { S: ana.id },
      memberCount: { N: '0' },
    });
    await expect(bo.group(id)).rejects.toMatchObject({ type: 'NotFound' });
  });

  it('has those that it owned fall to the admin who is in for longest', async () => {
    const { ana, bo, cy, di } = await world().people('ana', 'bo', 'cy', 'di');
    const { id } = await ana.createGroup({ name: 'Club', memberIds: [bo.id] });
    const { clock } = world().runtime;
    clock.advance(1_000);
    await ana.addUserToGroup(id, cy, 'ADMIN');
    clock.advance(1_000);
    await ana.addUserToGroup(id, di, 'ADMIN');

    await ana.deleteAccount();

    expect(await rolesIn(bo, id)).toEqual({ [bo.id]: 'MEMBER', [cy.id]: 'OWNER', [di.id]: 'ADMIN' });
    expect(await cy.renameGroup(id, 'Mine now')).toMatchObject({ myRole: 'OWNER', memberCount: 3 });
  });

  it('has them fall to a member where there is no admin, and to the lower id of two who came at once', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');
    const { id } = await ana.createGroup({ name: 'Club', memberIds: [bo.id, cy.id] });

    await ana.deleteAccount();

    const [heir, other] = [bo, cy].sort((one, two) => (one.id < two.id ? -1 : 1));
    expect(await rolesIn(bo, id)).toEqual({ [heir!.id]: 'OWNER', [other!.id]: 'MEMBER' });
  });

  it('passes over a disabled account as long as there is another', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');
    const { id } = await ana.createGroup({ name: 'Club', memberIds: [cy.id] });
    await ana.addUserToGroup(id, bo, 'ADMIN');
    await new Administrator(world().runtime).disableUser(bo);

    await ana.deleteAccount();

    expect(await rolesIn(cy, id)).toEqual({ [bo.id]: 'ADMIN', [cy.id]: 'OWNER' });
  });

  it('leaves one owner when both delete their accounts at once', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');
    const { id } = await ana.createGroup({ name: 'Club', memberIds: [cy.id] });
    await ana.addUserToGroup(id, bo, 'ADMIN');

    await Promise.all([ana.deleteAccount(), bo.deleteAccount()]);

    expect(await rolesIn(cy, id)).toEqual({ [cy.id]: 'OWNER' });
    expect((await cy.group(id)).memberCount).toBe(1);
  });

  it('stays out of groups into which it is taken meanwhile', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id } = await bo.createGroup({ name: 'Club' });
    const hold = world().runtime.gate.hold(({ operation }) => operation === 'TransactWriteItems');

    const runs = [bo.addUserToGroup(id, ana), ana.createGroup({ name: 'Own' })].map((run) =>
      run.catch((error: unknown) => error),
    );
    const writes = [await hold.next(), await hold.next()];
    await ana.deleteAccount();
    hold.end();
    for (const write of writes) await write.release();

    expect(await runs[0]).toMatchObject({ type: 'RecipientUnavailable' });
    expect(await runs[1]).toMatchObject({ type: 'Unauthorized' });
    expect((await bo.group(id)).memberCount).toBe(1);
    expect((await ana.groups()).items).toEqual([]);
  });
});

describe('deleteAccount that died half-way', () => {
  const isOfDeletion = ({ roleArn }: { readonly roleArn: string }): boolean => roleArn.includes('deleteAccount');

  it('has the account dead already, and is finished by its repeat with the same token', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id, conversationId } = await ana.createGroup({ name: 'Club', memberIds: [bo.id] });
    let isHolding = true;
    const hold = world().runtime.gate.hold(
      (call) => isHolding && isOfDeletion(call) && call.operation === 'TransactWriteItems',
    );
    const deletion = ana.deleteAccount();
    await hold.next();
    isHolding = false;

    await expect(ana.sendGroupMessage(id, 'still me')).rejects.toMatchObject({ type: 'Unauthorized' });
    await expect(bo.sendMessage(ana, 'hello')).rejects.toMatchObject({ type: 'RecipientUnavailable' });
    expect(await rolesIn(bo, id)).toMatchObject({ [ana.id]: 'OWNER' });
    await bo.sendGroupMessage(id, 'meanwhile');

    expect(await ana.deleteAccount()).toBe(true);
    hold.end();

    expect(await deletion).toBe(true);
    expect(await rolesIn(bo, id)).toEqual({ [bo.id]: 'OWNER' });
    expect((await bo.group(id)).memberCount).toBe(1);
    expect((await ana.messages(conversationId)).items.map(({ text }) => text)).toEqual(['meanwhile']);
    expect(await accountNames()).not.toContain(ana.username);
  });

  it('between the two steps of a stay, too', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const { id, conversationId } = await ana.createGroup({ name: 'Club', memberIds: [bo.id] });
    let isHolding = true;
    const hold = world().runtime.gate.hold(
      (call) => isHolding && isOfDeletion(call) && call.operation === 'TransactWriteItems',
    );
    const deletion = bo.deleteAccount();
    const write = await hold.next();
    await ana.sendGroupMessage(id, 'while he went');
    await write.release();
    await hold.next();
    isHolding = false;

    expect(await bo.deleteAccount()).toBe(true);
    await ana.sendGroupMessage(id, 'after');
    hold.end();

    expect(await deletion).toBe(true);
    expect((await bo.messages(conversationId)).items.map(({ text }) => text)).toEqual(['while he went']);
  });
});
