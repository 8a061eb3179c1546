import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Administrator } from '../support/Administrator.ts';
import type { Person } from '../support/Person.ts';
import { readState } from '../support/readState.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();

/** What ana, who owns a group with bo in it and wrote to him, may still ask to be changed. */
interface Surroundings {
  readonly bo: Person;
  readonly cy: Person;
  readonly groupId: string;
  readonly conversationId: string;
}

const deeds: Readonly<Record<string, (ana: Person, around: Surroundings) => Promise<unknown>>> = {
  sendMessage: (ana, { bo }) => ana.sendMessage(bo, 'still here'),
  sendGroupMessage: (ana, { groupId }) => ana.sendGroupMessage(groupId, 'still here'),
  markRead: (ana, { conversationId }) => ana.markRead(conversationId, 0),
  blockUser: (ana, { bo }) => ana.blockUser(bo),
  unblockUser: (ana, { cy }) => ana.unblockUser(cy),
  updateProfile: (ana) => ana.updateProfile('Still Ana'),
  createGroup: (ana) => ana.createGroup({ name: 'Another', groupId: randomUUID() }),
  renameGroup: (ana, { groupId }) => ana.renameGroup(groupId, 'Other'),
  addUserToGroup: (ana, { groupId, cy }) => ana.addUserToGroup(groupId, cy),
  removeUserFromGroup: (ana, { groupId, bo }) => ana.removeUserFromGroup(groupId, bo),
  changeGroupRole: (ana, { groupId, bo }) => ana.changeGroupRole(groupId, bo, 'ADMIN'),
  transferGroup: (ana, { groupId, bo }) => ana.transferGroup(groupId, bo),
  leaveGroup: (ana, { groupId }) => ana.leaveGroup(groupId),
  deleteGroup: (ana, { groupId }) => ana.deleteGroup(groupId),
  onMessage: (ana) => ana.onMessage(),
};

const endings: readonly [string, string, (ana: Person) => Promise<unknown>][] = [
  ['that was signed out', 'SIGNED_OUT', (ana) => ana.signOut()],
  ['of a disabled account', 'DISABLED', (ana) => new Administrator(world().runtime).disableUser(ana)],
  ['of a deleted account', 'SIGNED_OUT', (ana) => ana.deleteAccount()],
];

describe.each(endings)('a token %s', (_, reason, end) => {
  it('changes nothing any more, and every field refuses it with the reason', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');
    await ana.blockUser(cy);
    const { id: groupId } = await ana.createGroup({ name: 'Ours', memberIds: [bo.id] });
    const { conversationId } = await ana.sendMessage(bo, 'hello');
    await end(ana);
    const before = await readState(world().runtime);

    for (const [name, deed] of Object.entries(deeds)) {
      const outcome = await deed(ana, { bo, cy, groupId, conversationId }).catch((error: unknown) => error);
      expect(outcome, name).toMatchObject({ type: 'Unauthorized', message: 'Please sign in again.' });
      // The error frames of AppSync's WebSocket are not known to carry `errorInfo`.
      if (name !== 'onMessage') expect(outcome, name).toMatchObject({ info: { reason } });
    }

    expect(await readState(world().runtime)).toEqual(before);
  });

  it('reads until it ends', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const message = await bo.sendMessage(ana, 'hello');
    await end(ana);

    expect(await ana.me()).toMatchObject({ id: ana.id });
    expect((await ana.checkMessages()).messages).toEqual([message]);
  });
});
