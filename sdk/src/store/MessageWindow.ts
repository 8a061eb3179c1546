import type { Message } from '../models.ts';

export const windowSizes = {
  /** Messages that are kept of a conversation that nobody looks at. */
  closed: 50,
  /** Messages that are kept of one that is looked at: beyond, the far end is let go and paged in again. */
  open: 400,
};

/** A run of messages of one conversation without a hole, ordered by seq. */
export class MessageWindow {
  items: readonly Message[] = [];
  hasOlder = false;
  /** Whether the newest message is in it, so that the next one belongs to it. */
  isAttached = true;
  isOpen = false;

  get first(): number | undefined {
    return this.items[0]?.seq;
  }

  get last(): number | undefined {
    return this.items.at(-1)?.seq;
  }

  find(seq: number): Message | undefined {
    return this.items.find((message) => message.seq === seq);
  }

  after(seq: number): readonly Message[] {
    return this.items.filter((message) => message.seq > seq);
  }

  /** Whether nothing visible from one seq to the other is missing. */
  covers(from: number, to: number): boolean {
    return to < from || (this.isAttached && (!this.hasOlder || (this.first ?? Infinity) <= from));
  }

  /** Takes the conversation's next message. */
  append(message: Message): void {
    if (!this.isAttached) return;
    this.items = [...this.items, message];
    this.#trim('older');
  }

  /** Takes a newer state of a message that is in it. */
  merge(message: Message): boolean {
    const before = this.find(message.seq);
    if (!before || before.version >= message.version) return false;
    this.items = this.items.map((one) => (one === before ? message : one));
    return true;
  }

  /** Takes the page before its first message. */
  prepend(page: readonly Message[], hasOlder: boolean): void {
    const { first = Infinity } = this;
    this.items = [...page.filter(({ seq }) => seq < first), ...this.items];
    this.hasOlder = hasOlder;
    this.#trim('newer');
  }

  /** Takes the page after its last message, while it is detached. */
  extend(page: readonly Message[], isNewest: boolean): void {
    const { last = 0 } = this;
    this.items = [...this.items, ...page.filter(({ seq }) => seq > last)];
    this.isAttached = isNewest;
    this.#trim('older');
  }

  /** Begins again with a page. */
  replace(page: readonly Message[], { hasOlder, isNewest }: { hasOlder: boolean; isNewest: boolean }): void {
    this.items = page;
    this.hasOlder = hasOlder;
    this.isAttached = isNewest;
    this.#trim('older');
  }

  /** Nobody looks any more: the newest messages are enough. */
  close(): void {
    this.isOpen = false;
    if (!this.isAttached) this.items = [];
    this.hasOlder ||= !this.isAttached;
    this.isAttached = true;
    this.#trim('older');
  }

  #trim(end: 'older' | 'newer'): void {
    const size = this.isOpen ? windowSizes.open : windowSizes.closed;
    if (this.items.length <= size) return;
    if (end === 'older') {
      this.items = this.items.slice(-size);
      this.hasOlder = true;
    } else {
      this.items = this.items.slice(0, size);
      this.isAttached = false;
    }
  }
}
