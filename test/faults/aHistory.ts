import { randomUUID } from 'node:crypto';
import { createRandom, type Random } from 'messaging-local/base/createRandom.ts';
import { directConversationId, groupConversationId } from '../../domain/conversationId.ts';
import type { Message } from '../../generated/types.ts';
import type { Change, History, Row, Send } from './History.ts';

const people = ['ana', 'bo', 'cleo', 'dan'];
const owner = 'ana';
const groupId = groupConversationId('g');

const toMessage = (row: Row, isHidden: boolean): Message => ({
  ...row,
  version: 1,
  id: `${row.conversationId}:${row.seq}`,
  senderUsername: row.senderId,
  text: isHidden ? null : row.text,
  clientMessageId: isHidden ? null : row.clientMessageId,
  hiddenReason: isHidden ? 'BLOCKED_SENDER' : null,
});

/** A backend that keeps every promise: each call takes effect at one moment between its begin and its end. */
class FaultlessBackend {
  readonly #random: Random;
  #moment = 0;
  readonly #blocks = new Set<string>();
  readonly #members = new Set(people);
  readonly #sends: Send[] = [];
  readonly #changes: Change[] = [];
  readonly #stored = new Map<string, Row[]>();
  readonly #rowsOf = new Map<string, Row[]>(people.map((person) => [person, []]));
  readonly #live = new Map<string, Message[]>(people.map((person) => [person, []]));

  constructor(random: Random) {
    this.#random = random;
  }

  step(): void {
    this.#moment += 10;
    const drawn = this.#random.next();
    if (drawn < 0.15) this.#toggleBlock();
    else if (drawn < 0.3) this.#toggleMember();
    else if (drawn < 0.65) this.#send(null);
    else this.#send(this.#somebody());
  }

  history(): History {
    const readAt = this.#moment + 1_000;
    const isHidden = (person: string, { senderId, conversationId }: Row) =>
      conversationId === groupId && this.#blocks.has(`${person} ${senderId}`);
    const caughtUp = people.map((person): [string, Message[]] => {
      const rows = this.#rowsOf.get(person) ?? [];
      return [person, rows.map((row) => toMessage(row, isHidden(person, row)))];
    });
    return {
      people,
      groupConversationId: groupId,
      sends: this.#sends,
      changes: this.#changes,
      readAt,
      stored: this.#stored,
      caughtUp: new Map(caughtUp),
      live: this.#live,
    };
  }

  #somebody(): string {
    return people[this.#random.below(people.length)] ?? owner;
  }

  #interval() {
    return { begin: this.#moment - 25 * this.#random.next(), end: this.#moment + 25 * this.#random.next() };
  }

  #toggleBlock(): void {
    const [ownerId, personId] = [this.#somebody(), this.#somebody()];
    if (ownerId === personId) return;
    const key = `${ownerId} ${personId}`;
    const value = !this.#blocks.has(key);
    if (value) this.#blocks.add(key);
    else this.#blocks.delete(key);
    this.#changes.push({ state: 'blocked', ownerId, personId, value, ...this.#interval() });
  }

  #toggleMember(): void {
    const personId = this.#somebody();
    if (personId === owner) return;
    const value = !this.#members.has(personId);
    if (value) this.#members.add(personId);
    else this.#members.delete(personId);
    this.#changes.push({ state: 'member', ownerId: owner, personId, value, ...this.#interval() });
  }

  #send(recipientId: string | null): void {
    const senderId = this.#somebody();
    if (senderId === recipientId) return;
    const interval = this.#interval();
    const conversationId = recipientId === null ? groupId : directConversationId(senderId, recipientId);
    const clientMessageId = randomUUID();
    const text = `text ${clientMessageId}`;
    const send = { clientMessageId, conversationId, senderId, recipientId, text, ...interval, lastEnd: interval.end };
    if (!this.#isAllowed(senderId, recipientId)) {
      this.#sends.push({ ...send, outcome: 'refused', answers: [] });
      return;
    }
    const rows = this.#stored.get(conversationId) ?? [];
    const createdAt = new Date(this.#moment).toISOString();
    const row: Row = { conversationId, seq: rows.length + 1, senderId, text, createdAt, clientMessageId };
    this.#stored.set(conversationId, [...rows, row]);
    this.#sends.push({ ...send, outcome: 'stored', answers: [toMessage(row, false), toMessage(row, false)] });
    this.#deliver(row, recipientId);
  }

  #isAllowed(senderId: string, recipientId: string | null): boolean {
    if (recipientId === null) return this.#members.has(senderId);
    return !this.#blocks.has(`${recipientId} ${senderId}`) && !this.#blocks.has(`${senderId} ${recipientId}`);
  }

  #deliver(row: Row, recipientId: string | null): void {
    const audience = recipientId === null ? [...this.#members] : [row.senderId, recipientId];
    for (const person of audience) {
      const isHidden = recipientId === null && this.#blocks.has(`${person} ${row.senderId}`);
      this.#rowsOf.get(person)?.push(row);
      this.#live.get(person)?.push(toMessage(row, isHidden));
    }
  }
}

/** A history in which every promise is kept. */
export const aHistory = (seed: number): History => {
  const backend = new FaultlessBackend(createRandom(seed));
  for (let step = 0; step < 80; step += 1) backend.step();
  return backend.history();
};
