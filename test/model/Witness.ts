import { deepStrictEqual, ok } from 'node:assert/strict';
import { limits } from '../../domain/limits.ts';
import type { Message } from '../../generated/types.ts';
import type { Act } from './Act.ts';
import type { Outcome } from './applyToModel.ts';
import { toRequest, type Ids } from './Ids.ts';
import type { Model, Row } from './Model.ts';
import { groupView, membersOf } from './modelGroups.ts';
import { seenBy } from './modelViews.ts';

interface Told {
  readonly senderId: string;
  readonly isDirect: boolean;
}

/** Whether the windows come one after the other, within what was sent. */
const areDisjoint = ({ closed = [], fromSeq }: Row, lastSeq: number): boolean => {
  const bounds = [
    ...closed.flatMap((stay) => [stay.fromSeq, stay.untilSeq]),
    ...(fromSeq === undefined ? [] : [fromSeq]),
  ];
  return [...bounds, lastSeq].every((bound, index) => bound >= (bounds[index - 1] ?? 0));
};

const seqOf = (id: string): number => Number(id.slice(id.lastIndexOf(':') + 1));

/**
 * Somebody beside the model who keeps books of his own, from what was done and answered alone: who is in which group,
 * who blocks whom, and what was sent while somebody was there to have it. What the model shows must be in his books.
 */
export class Witness {
  readonly #ids: Ids;
  readonly #members = new Map<string, Set<string>>();
  readonly #blocks = new Set<string>();
  readonly #messages = new Map<string, Told>();
  /** The messages that are a person's to see for ever. */
  readonly #entitled = new Map<string, Set<string>>();
  /** How much of a person's socket was looked at. */
  readonly #looked = new Map<string, number>();

  constructor(ids: Ids) {
    this.#ids = ids;
  }

  /** Writes down what was done, and checks everything that the model shows after it. */
  watch(model: Model, act: Act, outcome: Outcome): void {
    const added = 'value' in outcome ? this.#note(act, outcome.value as Message) : undefined;
    for (const conversation of model.conversations.values()) {
      const seqs = conversation.messages.map(({ seq }) => seq);
      deepStrictEqual(
        seqs,
        Array.from({ length: conversation.head.lastSeq }, (_, index) => index + 1),
      );
    }
    this.#checkGroups(model);
    for (const userId of model.people.keys()) {
      this.#checkSocket(model, userId, added);
      this.#checkPerson(model, userId);
    }
  }

  /** @returns the id of a message that was not there before */
  #note(act: Act, value: Message): string | undefined {
    const { me, userId, groupId } = toRequest(this.#ids, act);
    if (act.op === 'sendMessage') return this.#noteMessage(value, [me, userId]);
    if (act.op === 'sendGroupMessage') return this.#noteMessage(value, [...(this.#members.get(groupId) ?? [])]);
    if (act.op === 'blockUser') this.#blocks.add(`${me} ${userId}`);
    if (act.op === 'unblockUser') this.#blocks.delete(`${me} ${userId}`);
    if (act.op === 'reconnect') this.#looked.delete(me);
    this.#noteMembers(act);
    return undefined;
  }

  #noteMembers(act: Act): void {
    const { me, userId, groupId, memberIds } = toRequest(this.#ids, act);
    const members = this.#members.get(groupId);
    if (act.op === 'createGroup' && !members) this.#members.set(groupId, new Set([me, ...memberIds]));
    if (act.op === 'addUserToGroup') members?.add(userId);
    if (act.op === 'removeUserFromGroup' || act.op === 'leaveGroup') members?.delete(userId || me);
    if (act.op === 'deleteGroup') members?.clear();
    if (act.op === 'deleteAccount') this.#members.forEach((ofGroup) => ofGroup.delete(me));
  }

  #noteMessage({ id, senderId }: Message, audience: readonly string[]): string | undefined {
    if (this.#messages.has(id)) return undefined;
    const isDirect = id.startsWith('direct:');
    ok(audience.includes(senderId), 'somebody outside sent a message');
    for (const userId of audience) {
      ok(!(isDirect && this.#blocks.has(`${userId} ${senderId}`)), 'a blocked person gained an entry at the blocker');
      this.#entitled.set(userId, (this.#entitled.get(userId) ?? new Set()).add(id));
    }
    this.#messages.set(id, { senderId, isDirect });
    return id;
  }

  #isHidden(userId: string, id: string): boolean {
    const { senderId, isDirect } = this.#messages.get(id) ?? { senderId: '', isDirect: true };
    return !isDirect && this.#blocks.has(`${userId} ${senderId}`);
  }

  #checkGroups(model: Model): void {
    for (const conversation of model.conversations.values()) {
      const { group, head } = conversation;
      if (!group) continue;
      const members = head.closedAt === undefined ? membersOf(conversation) : [];
      deepStrictEqual(new Set(members.map(({ userId }) => userId)), this.#members.get(group.id));
      deepStrictEqual(groupView(conversation, null).memberCount, members.length);
      const owners = members.filter(({ role }) => role === 'OWNER');
      if (members.length > 0) deepStrictEqual(owners.length, 1, 'not one owner');
      else ok(head.closedAt !== undefined, 'a live group without anybody');
    }
  }

  /** Nothing comes live that is not the person's; what is new comes to everybody whose it is. */
  #checkSocket(model: Model, userId: string, added: string | undefined): void {
    const socket = model.sockets.get(userId);
    const arrived = socket?.slice(this.#looked.get(userId) ?? 0) ?? [];
    this.#looked.set(userId, socket?.length ?? 0);
    for (const message of arrived) this.#checkArrived(userId, message);
    const isNews = added !== undefined && this.#entitled.get(userId)?.has(added);
    if (!socket || !isNews) return;
    deepStrictEqual(
      arrived.map(({ id }) => id),
      [added],
      'what was sent did not come',
    );
  }

  #checkArrived(userId: string, { id, senderId, text }: Message): void {
    ok(this.#entitled.get(userId)?.has(id), 'a message came to somebody who was not there');
    deepStrictEqual(text === null, this.#isHidden(userId, id), 'a block and a text that came');
    ok(!(id.startsWith('direct:') && this.#blocks.has(`${userId} ${senderId}`)), 'a blocked person was heard');
  }

  #checkPerson(model: Model, userId: string): void {
    const { conversations, histories } = seenBy(model, userId);
    const seen = histories.flatMap(({ messages }) => messages);
    deepStrictEqual(new Set(seen.map(({ id }) => id)), this.#entitled.get(userId) ?? new Set());
    for (const { id, text } of seen) deepStrictEqual(text === null, this.#isHidden(userId, id), 'a block and a text');
    for (const { id, readSeq, unreadCount } of conversations) {
      const { rows, head } = model.conversations.get(id) ?? { rows: new Map<string, Row>(), head: { lastSeq: 0 } };
      const row = rows.get(userId);
      ok(row && areDisjoint(row, head.lastSeq), 'windows overlap');
      const unread = [...(this.#entitled.get(userId) ?? [])].filter(
        (message) =>
          message.startsWith(id) &&
          seqOf(message) > readSeq &&
          this.#messages.get(message)?.senderId !== userId &&
          !this.#isHidden(userId, message),
      );
      deepStrictEqual(unreadCount, Math.min(limits.unreadCount, unread.length), 'unread');
    }
  }
}
