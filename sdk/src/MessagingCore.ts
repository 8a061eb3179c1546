import type { Api, Arguments } from './Api.ts';
import { Connection } from './connection/Connection.ts';
import type { OnDebug } from './DebugEvent.ts';
import type { Endpoints } from './Endpoints.ts';
import type { Environment } from './Environment.ts';
import { asMessagingError } from './fromErrorEntry.ts';
import type { MessagingClient, OutgoingMessage } from './MessagingClient.ts';
import { Outbox, type NewMessage } from './outbox/Outbox.ts';
import { ReadMarks } from './ReadMarks.ts';
import type { Session } from './session/Session.ts';
import type { SessionState } from './session/SessionState.ts';
import type { Storage } from './storage/Storage.ts';
import { Recorder } from './store/Recorder.ts';
import { Store } from './store/Store.ts';
import { Timeline } from './store/Timeline.ts';
import { Sync } from './sync/Sync.ts';
import type { Channel } from './tabs/Channel.ts';
import type { Locks } from './tabs/Locks.ts';
import { withEffects } from './withEffects.ts';
import { WriterTurn } from './WriterTurn.ts';

export interface CoreOptions {
  readonly endpoints: Endpoints;
  readonly environment: Environment;
  readonly session: Session;
  readonly storage: Storage;
  readonly locks: Locks;
  readonly channel: Channel;
  readonly onDebug: OnDebug;
}

/** Puts the parts together, and begins and ends them with the session. */
export class MessagingCore {
  readonly #options: CoreOptions;
  readonly #store: Store;
  readonly #outbox: Outbox;
  readonly #connection: Connection;
  readonly #marks: ReadMarks;
  readonly #timelines = new Map<string, Timeline>();
  readonly #opened: Promise<SessionState>;
  readonly #stopSession: () => void;
  #sync: Sync;
  #turn: WriterTurn | undefined;
  #userId = '';
  #isWanted = false;
  #begun: Promise<void> = Promise.resolve();

  constructor(options: CoreOptions) {
    this.#options = options;
    const { session, environment, endpoints, onDebug } = options;
    const { api } = session;
    const { timers } = environment;
    this.#store = new Store(new Recorder(options.storage, onDebug), {
      onHole: (entry) => this.#sync.fillHole(entry),
      onUnknown: (entry) => this.#sync.describe(entry),
      onSent: (message) => this.#outbox.confirm(message),
    });
    this.#sync = new Sync({ api, store: this.#store, timers, onDebug });
    this.#outbox = new Outbox({
      ...options,
      api,
      onStored: (message) => this.#store.take(message),
      onOutgoing: (conversationId, items) => this.#store.setOutgoing(conversationId, items),
    });
    this.#marks = new ReadMarks({
      api,
      store: this.#store,
      timers,
      onDebug,
      onRefused: (entry) => this.#sync.describe(entry),
    });
    this.#connection = new Connection({
      endpoints,
      environment,
      session,
      onDebug,
      onMessage: (message) => this.#store.take(message),
      catchUp: () => this.#sync.catchUp(),
      onLive: () => this.#onLive(),
    });
    this.#stopSession = session.subscribe(() => this.#onSession());
    this.#opened = session.open().then(async () => {
      await this.#begun;
      return session.getSnapshot();
    });
    this.#opened.catch((error: unknown) => this.#report('session', error));
  }

  toClient(): MessagingClient {
    const { session } = this.#options;
    const { api } = session;
    return {
      ...withEffects(api, this.#effects()),
      api,
      session,
      connection: this.#connection,
      conversationList: this.#store.conversations,
      outbox: this.#outbox,
      opened: () => this.#opened,
      authenticateUser: async (credentials) => {
        await session.authenticateUser(credentials);
        await this.#begun;
      },
      signOut: () => session.signOut(),
      forgetSession: () => session.forgetSession(),
      changePassword: (passwords) => session.changePassword(passwords),
      deleteAccount: () => session.deleteAccount(),
      onSignedOut: (listener) => session.onSignedOut(listener),
      connect: () => this.#connect(),
      disconnect: () => this.#disconnect(),
      close: () => this.#close(),
      sendMessage: ({ recipientId, ...message }) =>
        this.#send({ ...message, recipientId, conversationId: this.#store.conversationWith(recipientId) }),
      sendGroupMessage: ({ groupId, ...message }) =>
        this.#send({ ...message, groupId, conversationId: `group:${groupId}` }),
      resend: async (id) => {
        const conversationId = this.#outbox.getSnapshot().find((item) => item.clientMessageId === id)?.conversationId;
        const clientMessageId = await this.#outbox.resend(id);
        return clientMessageId === undefined ? undefined : this.#toOutgoing(clientMessageId, conversationId ?? '');
      },
      discard: (clientMessageId) => this.#outbox.discard(clientMessageId),
      conversationWith: (userId) => this.#store.conversationWith(userId),
      timeline: (conversationId) => this.#timeline(conversationId),
      loadConversations: () => this.#sync.loadConversations(this.#store.nextToken),
      markRead: ({ conversationId, seq }: Arguments<'markRead'>) => this.#marks.mark(conversationId, seq),
    };
  }

  #effects(): Parameters<typeof withEffects>[1] {
    return {
      onGroup: (conversationId) => this.#sync.describe(this.#store.entry(conversationId)),
      onBlock: () => this.#reloadTexts(),
    };
  }

  #reloadTexts(): void {
    for (const entry of this.#store.entries()) {
      if (entry.conversation.kind !== 'GROUP') continue;
      const isOpen = entry.window.isOpen;
      this.#store.forgetMessages(entry);
      if (isOpen) void this.#timeline(entry.id).loadNewest();
      this.#sync.describe(entry);
    }
  }

  #timeline(conversationId: string): Timeline {
    const known = this.#timelines.get(conversationId);
    if (known) return known;
    const timeline = new Timeline(conversationId, { api: this.#options.session.api, store: this.#store });
    this.#timelines.set(conversationId, timeline);
    return timeline;
  }

  async #send(message: NewMessage): Promise<OutgoingMessage> {
    return this.#toOutgoing(await this.#outbox.add(message), message.conversationId);
  }

  #toOutgoing(clientMessageId: string, conversationId: string): OutgoingMessage {
    return { clientMessageId, conversationId, stored: () => this.#outbox.stored(clientMessageId) };
  }

  #connect(): Promise<void> {
    this.#isWanted = true;
    this.#startConnection();
    return new Promise((resolve) => {
      const settle = (): void => {
        const { status } = this.#connection.getSnapshot();
        if (status !== 'live' && this.#isWanted) return;
        stop();
        resolve();
      };
      const stop = this.#connection.subscribe(settle);
      settle();
    });
  }

  #disconnect(): void {
    this.#isWanted = false;
    this.#connection.stop();
  }

  #startConnection(): void {
    const { session } = this.#options;
    void this.#begun.then(() => {
      if (this.#isWanted && session.getSnapshot().status === 'signedIn') this.#connection.start();
    });
  }

  #onLive(): void {
    this.#outbox.retry();
    this.#marks.flush();
  }

  #onSession(): void {
    const state = this.#options.session.getSnapshot();
    const userId = state.status === 'signedIn' ? state.userId : '';
    if (userId === this.#userId) return;
    this.#userId = userId;
    this.#end();
    if (userId !== '') this.#begun = this.#begin(userId).catch((error: unknown) => this.#report('storage', error));
    this.#startConnection();
  }

  #end(): void {
    this.#sync.stop();
    this.#turn?.release();
    this.#turn = undefined;
    this.#store.recorder.setWriter(false);
    this.#connection.stop();
    this.#marks.close();
    this.#store.reset('');
    void this.#outbox.reset('');
  }

  async #begin(userId: string): Promise<void> {
    const { session, environment, onDebug, locks } = this.#options;
    const kept = await this.#store.recorder.load(userId);
    if (userId !== this.#userId) return;
    this.#sync = new Sync({ api: session.api, store: this.#store, timers: environment.timers, onDebug });
    this.#store.reset(userId, kept.entries);
    this.#store.recorder.resume(kept.cursor);
    await this.#outbox.reset(userId);
    if (userId !== this.#userId) return;
    this.#turn = new WriterTurn(locks, userId, (isWriter) => {
      this.#store.recorder.setWriter(isWriter);
      this.#outbox.setSender(isWriter);
    });
  }

  async #close(): Promise<void> {
    this.#isWanted = false;
    this.#stopSession();
    await this.#begun;
    this.#connection.stop();
    this.#sync.stop();
    this.#marks.close();
    await this.#store.recorder.flush();
    this.#outbox.close();
    this.#turn?.release();
    this.#options.session.close();
    this.#options.channel.close();
  }

  #report(of: string, error: unknown): void {
    this.#options.onDebug({ kind: 'failure', of, error: asMessagingError(error) });
  }
}

export type { Api };
