import { randomUUID } from 'node:crypto';
import type { ServiceCall } from 'messaging-local/gate/Gate.ts';
import type { Message } from '../../generated/types.ts';
import { Administrator } from '../support/Administrator.ts';
import type { Inbox } from '../support/Inbox.ts';
import { MessagingError } from '../support/MessagingError.ts';
import { operations } from '../support/operations.ts';
import type { Person } from '../support/Person.ts';
import { RoleSession } from '../support/RoleSession.ts';
import type { World } from '../support/useWorld.ts';
import { names, type Name } from './Act.ts';
import { waitMilliseconds, type Asked, type AskedPair, type Operations, type Outcome } from './applyToModel.ts';
import type { Ids } from './Ids.ts';

const sentinelText = 'sentinel';
/** Small, so that pages end within a run. */
const checkLimit = 2;

/** The people of the next run join meanwhile, and their profiles are written by a transaction too. */
const isOfAnAct = ({ operation, input }: ServiceCall): boolean =>
  operation === 'TransactWriteItems' && !JSON.stringify(input).includes('usernameHash');

/** Fresh people with a socket each, and the ids of their groups. */
export class Cast implements Ids {
  readonly people: Readonly<Record<Name | 'nobody', string>>;
  readonly groups = { g1: randomUUID(), g2: randomUUID() };
  readonly #keys = ['', randomUUID(), randomUUID()];
  readonly #world: World;
  readonly #persons: ReadonlyMap<string, Person>;
  readonly #inboxes = new Map<string, Inbox>();
  readonly #cursors = new Map<string, string>();
  readonly #operations: Operations<Person, Promise<unknown>>;

  /** The people of the next run on their way: no time passes meanwhile, or what they wait for ends too early. */
  next: Promise<unknown> = Promise.resolve();

  private constructor(world: World, persons: Record<Name, Person>) {
    const { ana, bo, cleo, dan } = persons;
    this.people = { ana: ana.id, bo: bo.id, cleo: cleo.id, dan: dan.id, nobody: randomUUID() };
    this.#world = world;
    this.#persons = new Map(Object.values(persons).map((person) => [person.id, person]));
    this.#operations = this.#createOperations(new Administrator(world.runtime));
  }

  static async meet(world: World): Promise<Cast> {
    const cast = new Cast(world, await world.people(...names));
    await Promise.all(cast.persons.map((person) => cast.#connect(person)));
    return cast;
  }

  get persons(): readonly Person[] {
    return names.map((name) => this.person(this.people[name]));
  }

  get profiles(): { readonly userId: string; readonly username: string; readonly displayName: string }[] {
    return names.map((name) => {
      const { id: userId, username } = this.person(this.people[name]);
      return { userId, username, displayName: name };
    });
  }

  person(userId: string): Person {
    const person = this.#persons.get(userId);
    if (!person) throw new Error(`Nobody has the id ${userId}.`);
    return person;
  }

  sendKey(place: number): string {
    return this.#keys[place] || randomUUID();
  }

  /** What the backend answers, or why it refuses. */
  async apply({ op, request }: Asked): Promise<Outcome> {
    try {
      const person = this.person(request.me || this.people.ana);
      return { value: await this.#operations[op](person, request) };
    } catch (error) {
      if (!(error instanceof MessagingError)) throw error;
      return { refused: error.type, reason: (error.info as { reason?: string } | null | undefined)?.reason };
    }
  }

  /** The slow one waits before its transaction, if it comes to one, until the quick one has answered. */
  async overtake({ slow, quick }: AskedPair): Promise<{ slow: Outcome; quick: Outcome }> {
    let isTaken = false;
    const isFirst = (call: ServiceCall) => !isTaken && isOfAnAct(call) && (isTaken = true);
    const hold = this.#world.runtime.gate.hold(isFirst);
    const slowOutcome = this.apply(slow);
    const held = await Promise.race([hold.next(), slowOutcome.then(() => undefined)]);
    isTaken = true;
    const quickOutcome = await this.apply(quick);
    await held?.release();
    hold.end();
    return { slow: await slowOutcome, quick: quickOutcome };
  }

  /** What has come over people's sockets: all of it, once a message that was published last is there. */
  async received(userIds: readonly string[]): Promise<ReadonlyMap<string, readonly Message[]>> {
    const open = userIds.flatMap((userId) => {
      const inbox = this.#inboxes.get(userId);
      return inbox ? [{ userId, inbox }] : [];
    });
    if (open.length > 0) await this.#publishSentinel(open.map(({ userId }) => userId));
    const received = open.map(async ({ userId, inbox }) => {
      while ((await inbox.next()).text !== sentinelText);
      return [userId, inbox.received.filter(({ text }) => text !== sentinelText)] as const;
    });
    return new Map(await Promise.all(received));
  }

  close(): void {
    for (const inbox of this.#inboxes.values()) inbox.close();
  }

  async #connect(person: Person): Promise<true> {
    this.#inboxes.get(person.id)?.close();
    this.#inboxes.delete(person.id);
    this.#inboxes.set(person.id, await person.onMessage());
    return true;
  }

  async #disconnected(userId: string): Promise<void> {
    await this.#inboxes.get(userId)?.ended();
    this.#inboxes.delete(userId);
  }

  async #publishSentinel(recipientIds: readonly string[]): Promise<void> {
    const ids = {
      id: 'sentinel:1',
      conversationId: sentinelText,
      seq: 1,
      version: 1,
      senderId: '-',
      senderUsername: '-',
    };
    const message = { ...ids, text: sentinelText, createdAt: new Date().toISOString() };
    const publisher = new RoleSession(this.#world.runtime, 'FunctionssendMessageRole');
    const { errors } = await publisher.request(operations.publishMessage, { input: { message, recipientIds } });
    if (errors) throw new Error(`The sentinel was not published: ${JSON.stringify(errors)}`);
  }

  async #check(person: Person, isFresh: boolean): Promise<Message[]> {
    const since = isFresh ? undefined : this.#cursors.get(person.id);
    let page = await person.checkMessages(since === undefined ? { limit: 100 } : { since, limit: checkLimit });
    const messages = [...page.messages];
    while (page.hasMore) {
      page = await person.checkMessages({ since: page.nextCursor, limit: checkLimit });
      messages.push(...page.messages);
    }
    this.#cursors.set(person.id, page.nextCursor);
    return messages;
  }

  #createOperations(administrator: Administrator): Operations<Person, Promise<unknown>> {
    return {
      sendMessage: (me, { userId, text, clientMessageId }) => me.sendMessage(userId, text, clientMessageId),
      sendGroupMessage: (me, { groupId, text, clientMessageId }) => me.sendGroupMessage(groupId, text, clientMessageId),
      createGroup: (me, { groupId, name, memberIds }) => me.createGroup({ groupId, name, memberIds: [...memberIds] }),
      addUserToGroup: (me, { groupId, userId, role }) => me.addUserToGroup(groupId, userId, role),
      changeGroupRole: (me, { groupId, userId, role }) => me.changeGroupRole(groupId, userId, role),
      removeUserFromGroup: (me, { groupId, userId }) => me.removeUserFromGroup(groupId, userId),
      transferGroup: (me, { groupId, userId }) => me.transferGroup(groupId, userId),
      leaveGroup: (me, { groupId }) => me.leaveGroup(groupId),
      deleteGroup: (me, { groupId }) => me.deleteGroup(groupId),
      renameGroup: (me, { groupId, name }) => me.renameGroup(groupId, name),
      blockUser: (me, { userId }) => me.blockUser(userId),
      unblockUser: (me, { userId }) => me.unblockUser(userId),
      markRead: (me, { conversationId, seq }) => me.markRead(conversationId, seq),
      checkMessages: (me, { isFresh }) => this.#check(me, isFresh),
      reconnect: (me) => this.#connect(me),
      deleteAccount: async (me) => {
        const done = await me.deleteAccount();
        await this.#disconnected(me.id);
        return done;
      },
      disableUser: async (_, { userId }) => {
        const done = await administrator.disableUser({ id: userId });
        await this.#disconnected(userId);
        return done;
      },
      enableUser: (_, { userId }) => administrator.enableUser({ id: userId }),
      wait: async () => {
        await this.next;
        this.#world.runtime.clock.advance(waitMilliseconds);
        return true;
      },
    };
  }
}
