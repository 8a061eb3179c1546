import { randomUUID } from 'node:crypto';
import { directConversationId } from '../../domain/conversationId.ts';
import type { Person } from '../../test/support/Person.ts';
import type { World } from '../../test/support/useWorld.ts';
import { Tables, type Row } from './Tables.ts';
import { usualText } from './usualText.ts';

interface Talk {
  readonly participant: Row;
  readonly head: Row;
  readonly message: Row;
  readonly peer: Row;
}

/** A person with many direct conversations, all read. One is real; the others are its rows with other ids. */
export class BusyInbox {
  readonly person: Person;
  readonly #tables: Tables;
  readonly #talks: readonly Talk[];

  private constructor(person: Person, tables: Tables, talks: readonly Talk[]) {
    this.person = person;
    this.#tables = tables;
    this.#talks = talks;
  }

  static async open(world: World, conversations: number): Promise<BusyInbox> {
    const { person, peer } = await world.people('person', 'peer');
    const { conversationId, seq } = await peer.sendMessage(person, usualText);
    await person.markRead(conversationId, seq);
    const tables = new Tables(world.runtime);
    const real: Talk = {
      participant: await tables.read('Participants', { userId: person.id, conversationId }),
      head: await tables.read('Conversations', { conversationId }),
      message: await tables.read('Messages', { conversationId, seq }),
      peer: await tables.read('Users', { userId: peer.id }),
    };
    const talks = [real, ...Array.from({ length: conversations - 1 }, () => withOtherPeer(real, person.id))];
    const added = talks.slice(1);
    await tables.write(
      'Participants',
      added.map(({ participant }) => participant),
    );
    await tables.write(
      'Conversations',
      added.map(({ head }) => head),
    );
    await tables.write(
      'Messages',
      added.map(({ message }) => message),
    );
    await tables.write(
      'Users',
      added.map(({ peer: user }) => user),
    );
    return new BusyInbox(person, tables, talks);
  }

  /** So many messages come in, one in each of as many conversations, which are the newest then. */
  async receive(count: number): Promise<void> {
    const some = this.#talks.slice(0, count);
    if (some.length < count) throw new Error('There are not so many conversations.');
    await this.#tables.write(
      'Conversations',
      some.map(({ head }) => ({ ...head, lastSeq: 2, lastMessageAt: aSecondAfter(String(head['lastMessageAt'])) })),
    );
    await this.#tables.write(
      'Messages',
      some.map(({ message }) => ({ ...message, seq: 2 })),
    );
  }
}

const aSecondAfter = (time: string): string => new Date(Date.parse(time) + 1_000).toISOString();

const withOtherPeer = ({ participant, head, message, peer }: Talk, userId: string): Talk => {
  const peerId = randomUUID();
  const conversationId = directConversationId(userId, peerId);
  return {
    participant: { ...participant, conversationId, peerId },
    head: { ...head, conversationId },
    message: { ...message, conversationId, senderId: peerId },
    peer: { ...peer, userId: peerId, username: peerId },
  };
};
