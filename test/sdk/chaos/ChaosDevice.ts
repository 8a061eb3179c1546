import type {
  Channel,
  Conversation,
  DebugEvent,
  Locks,
  Message,
  MessagingClient,
  MessagingClientOptions,
  Storage,
  Timers,
} from '../../../sdk/src/core.ts';
import type { Person } from '../../support/Person.ts';
import type { World } from '../../support/useWorld.ts';
import { until } from '../Device.ts';
import { calm, FaultyNetwork, type Draw, type Rates } from './FaultyNetwork.ts';

export interface SharedByTabs {
  readonly storage: Storage;
  readonly locks: Locks;
  readonly channel: () => Channel;
}

export type CreateClient = (options: MessagingClientOptions) => MessagingClient;

/** Pauses pass ten times as fast, so that a run of minutes takes seconds. */
const hurried = (random: Draw): Timers => ({
  now: () => Date.now(),
  after: (delayMs, task) => {
    const handle = setTimeout(task, delayMs / 10);
    return () => clearTimeout(handle);
  },
  random,
});

/** One tab of one person, which is reloaded, cut and put offline. */
export class ChaosDevice {
  readonly person: Person;
  readonly network: FaultyNetwork;
  readonly events: DebugEvent[] = [];
  /** What its sends were answered, by `clientMessageId`. */
  readonly acknowledged = new Map<string, Message>();
  client!: MessagingClient;
  #options: Omit<MessagingClientOptions, 'channel'>;
  readonly #shared: SharedByTabs;
  readonly #create: CreateClient;

  constructor(parts: { world: World; person: Person; random: Draw; shared: SharedByTabs; create: CreateClient }) {
    this.person = parts.person;
    this.network = new FaultyNetwork(parts.random);
    this.#shared = parts.shared;
    this.#create = parts.create;
    this.#options = {
      endpoints: parts.world.endpoints,
      fetch: this.network.fetch,
      WebSocket: this.network.WebSocket,
      signals: this.network.signals,
      timers: hurried(parts.random),
      storage: parts.shared.storage,
      locks: parts.shared.locks,
      onDebug: (event) => {
        this.events.push(event);
        if (this.events.length > 200) this.events.shift();
      },
    };
  }

  async start(): Promise<void> {
    this.client = this.#create({ ...this.#options, channel: this.#shared.channel() });
    const state = await this.client.opened();
    const { username, password } = this.person;
    if (state.status !== 'signedIn') await this.client.authenticateUser({ username, password });
    void this.client.connect();
  }

  /** As a page does: what is in memory alone is gone. */
  async reload(): Promise<void> {
    await this.client.close();
    await this.start();
  }

  async send(to: { recipientId: string } | { groupId: string }, text: string): Promise<void> {
    const sending =
      'groupId' in to ? this.client.sendGroupMessage({ ...to, text }) : this.client.sendMessage({ ...to, text });
    const { clientMessageId, stored } = await sending;
    stored().then(
      (message) => this.acknowledged.set(clientMessageId, message),
      () => undefined,
    );
  }

  setRates(rates: Rates): void {
    this.network.rates = rates;
  }

  /** No more faults, nothing unsent, and live. */
  async settle(): Promise<void> {
    this.network.rates = calm;
    this.network.setOnline(true);
    await until(this.client.connection, ({ status }) => status === 'live');
    await until(this.client.outbox, (items) => items.every(({ state }) => state === 'failed'));
  }

  /** All messages of a conversation, as an application would show them. */
  async shown(conversationId: string): Promise<readonly Message[]> {
    const timeline = this.client.timeline(conversationId);
    const stop = timeline.subscribe(() => undefined);
    const loaded = await until(timeline, ({ isLoading }) => !isLoading);
    for (let state = loaded; state.hasOlder; state = timeline.getSnapshot()) {
      if (state.error) throw state.error;
      await timeline.loadOlder();
    }
    const { items } = timeline.getSnapshot();
    stop();
    return items.filter((item) => item.state === 'stored');
  }

  conversation(id: string): Conversation | undefined {
    return this.client.conversationList.getSnapshot().items.find((item) => item.id === id);
  }
}
