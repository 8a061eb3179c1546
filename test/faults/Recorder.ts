import { randomUUID } from 'node:crypto';
import { directConversationId, groupConversationId } from '../../domain/conversationId.ts';
import type { Message } from '../../generated/types.ts';
import { MessagingError } from '../support/MessagingError.ts';
import type { Person } from '../support/Person.ts';
import type { Change, Send } from './History.ts';

/** Words of an answer that says for good that nothing has taken effect. */
const refusals = ['Forbidden', 'NotFound', 'RecipientUnavailable'];

const mostTries = 20;

type Outcome<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'refused'; readonly error: MessagingError }
  | { readonly kind: 'unknown' };

type ChangePlan = Pick<Change, 'state' | 'value'> & { readonly owner: Person; readonly person: Person };

/** Makes calls as clients do, again while the outcome is unknown, and writes down what they were answered. */
export class Recorder {
  readonly sends: Send[] = [];
  readonly changes: Change[] = [];
  /** Answers that no fault explains. */
  readonly oddities: string[] = [];
  /** Calls that were made again. */
  retries = 0;
  #moment = 0;
  readonly #groupId: string;

  constructor(groupId: string) {
    this.#groupId = groupId;
  }

  now(): number {
    this.#moment += 1;
    return this.#moment;
  }

  async send(sender: Person, recipient: Person | null, text: string): Promise<void> {
    const clientMessageId = randomUUID();
    const begin = this.now();
    const outcome = await this.#insist(() => this.#post(sender, recipient, { text, clientMessageId }));
    const end = outcome.kind === 'unknown' ? Infinity : this.now();
    this.sends.push({
      clientMessageId,
      conversationId: recipient ? directConversationId(sender.id, recipient.id) : groupConversationId(this.#groupId),
      senderId: sender.id,
      recipientId: recipient?.id ?? null,
      text,
      begin,
      end,
      lastEnd: end,
      outcome: outcome.kind === 'done' ? 'stored' : outcome.kind,
      answers: outcome.kind === 'done' ? [outcome.value] : [],
    });
  }

  /** Sends again what was acknowledged; that it is answered the same is the checker's to see. */
  async repeat(sender: Person, recipients: readonly Person[]): Promise<void> {
    const index = this.sends.findLastIndex(({ senderId, outcome }) => senderId === sender.id && outcome === 'stored');
    const send = this.sends[index];
    if (!send) return;
    const recipient = recipients.find(({ id }) => id === send.recipientId) ?? null;
    const outcome = await this.#insist(() => this.#post(sender, recipient, send));
    if (outcome.kind === 'refused') this.oddities.push(`A repeat was refused: ${outcome.error.type}`);
    const answers = outcome.kind === 'done' ? [...send.answers, outcome.value] : send.answers;
    this.sends[index] = { ...send, answers, lastEnd: outcome.kind === 'unknown' ? Infinity : this.now() };
  }

  async change({ state, value, owner, person }: ChangePlan): Promise<void> {
    const begin = this.now();
    const outcome = await this.#insist<unknown>(() => {
      if (state === 'blocked') return value ? owner.blockUser(person) : owner.unblockUser(person);
      return value ? owner.addUserToGroup(this.#groupId, person) : owner.removeUserFromGroup(this.#groupId, person);
    });
    if (outcome.kind === 'refused') this.oddities.push(`${state} ${value} was refused: ${outcome.error.type}`);
    const end = outcome.kind === 'done' ? this.now() : Infinity;
    this.changes.push({ state, value, ownerId: owner.id, personId: person.id, begin, end });
    // An eventual read, which may be stale and decides nothing.
    if (state === 'blocked') await this.#insist(() => owner.blockedUsers());
  }

  #post(
    sender: Person,
    recipient: Person | null,
    { text, clientMessageId }: Pick<Send, 'text' | 'clientMessageId'>,
  ): Promise<Message> {
    return recipient
      ? sender.sendMessage(recipient, text, clientMessageId)
      : sender.sendGroupMessage(this.#groupId, text, clientMessageId);
  }

  async #insist<Value>(call: () => Promise<Value>): Promise<Outcome<Value>> {
    for (let tries = 0; tries < mostTries; tries += 1) {
      try {
        return { kind: 'done', value: await call() };
      } catch (error) {
        if (error instanceof MessagingError && refusals.includes(error.type)) return { kind: 'refused', error };
        if (!(error instanceof MessagingError) || error.type !== 'Unavailable') this.oddities.push(String(error));
      }
      this.retries += 1;
    }
    return { kind: 'unknown' };
  }
}
