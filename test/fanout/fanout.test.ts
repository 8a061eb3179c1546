import { describe, expect, it } from 'vitest';
import { limits } from '../../domain/limits.ts';
import { useWorld } from '../support/useWorld.ts';
import { Crowd } from './Crowd.ts';
import { enrol } from './enrol.ts';
import { expectFanOut } from './expectFanOut.ts';
import { sendToCrowd } from './sendToCrowd.ts';

const world = useWorld();

describe('a message to a thousand members', () => {
  it('is one write, reaches every open socket of a member once, and costs what it costs among ten', async () => {
    const few = await Crowd.gather(world(), { size: 10, listeners: 2, socketsPerListener: 1 });
    const many = await Crowd.gather(world(), { size: 1_000, listeners: 10, socketsPerListener: 6 });
    const { outsider } = await world().people('outsider');
    const outside = await outsider.onMessage();

    const toFew = await sendToCrowd(world(), few, 'Hello.');
    const toMany = await sendToCrowd(world(), many, 'Hello.');

    expectFanOut(few, 10, toFew);
    expectFanOut(many, 1_000, toMany);
    expect(toMany.cost.writeUnits).toBe(toFew.cost.writeUnits);
    expect(toMany.cost.calls.map(({ operation }) => operation).sort()).toEqual(
      toFew.cost.calls.map(({ operation }) => operation).sort(),
    );

    // The longest text there is, in characters that JSON writes with six.
    const longest = await sendToCrowd(world(), many, '\u0001'.repeat(8_192));
    expectFanOut(many, 1_000, longest);

    await many.owner.sendMessage(outsider, 'sentinel');
    expect((await outside.next()).text).toBe('sentinel');
    outside.close();
    few.disperse();
    many.disperse();
  }, 60_000);

  it('reaches those who blocked the sender without its text, at the same price', async () => {
    const crowd = await Crowd.gather(world(), { size: 250, listeners: 4, socketsPerListener: 1 });
    const [one, other] = crowd.listeners;
    await one?.blockUser(crowd.owner);
    await other?.blockUser(crowd.owner);

    const { message, publishes, cost } = await sendToCrowd(world(), crowd, 'Not for everybody.');

    const texts = crowd.inboxes.flat().map(({ received }) => received.map(({ text }) => text));
    expect(texts).toEqual([[null], [null], [message.text], [message.text]]);
    expect(publishes.map(({ recipientIds }) => recipientIds.length).sort()).toEqual([100, 100, 2, 48]);
    expect(cost.writeUnits).toBe(8);
    crowd.disperse();
  }, 60_000);
});

describe('a group where the deployment sets no limit', () => {
  it('takes 1,024 people, and the next one when somebody has gone', async () => {
    const limit = limits.groupMembers.default;
    const crowd = await Crowd.gather(world(), { size: limit - 1, listeners: 1, socketsPerListener: 0 });
    const { owner, groupId, listeners } = crowd;
    const [last = '', next = ''] = await enrol(world(), 2);

    await owner.addUserToGroup(groupId, last);
    const refusal = { type: 'LimitExceeded', info: { limit: 1_024 } };
    await expect(owner.addUserToGroup(groupId, next)).rejects.toMatchObject(refusal);
    await expect(owner.addUserToGroup(groupId, last)).resolves.toMatchObject({ userId: last });
    await listeners[0]?.leaveGroup(groupId);
    await owner.addUserToGroup(groupId, next);

    expect((await owner.group(groupId, { limit: 1 })).memberCount).toBe(limit);
    await expect(listeners[0]?.group(groupId)).rejects.toMatchObject({ type: 'NotFound' });
  });
});
