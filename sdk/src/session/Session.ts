import { createApi, type Api, type Arguments, type TokenSource } from '../Api.ts';
import type { OnDebug } from '../DebugEvent.ts';
import type { Timers } from '../Environment.ts';
import { markRead } from '../generated/documents.ts';
import { MessagingError } from '../MessagingError.ts';
import { Cell, Listeners, type Observable } from '../Observable.ts';
import type { Post } from '../post.ts';
import type { Storage } from '../storage/Storage.ts';
import type { Channel } from '../tabs/Channel.ts';
import type { Locks } from '../tabs/Locks.ts';
import type { SessionState, SignedOutReason } from './SessionState.ts';
import { isEnded, readSession, writeEnd, writeSession, type StoredSession, type Tokens } from './StoredSession.ts';
import { subjectOf } from './subjectOf.ts';

/** An application's own tokens. With `forceRefresh` the last one was refused. */
export type TokenProvider = (options: { readonly forceRefresh: boolean }) => Promise<string>;

/** A sign-in at the user pool instead of the API, which the application provides. */
export interface UserPool {
  signIn(credentials: { readonly username: string; readonly password: string }): Promise<Tokens>;
  refresh(refreshToken: string): Promise<Tokens>;
}

export interface SessionOptions {
  readonly post: Post;
  readonly storage: Storage;
  readonly locks: Locks;
  readonly channel: Channel;
  readonly timers: Timers;
  readonly tokenProvider?: TokenProvider | undefined;
  readonly userPool?: UserPool | undefined;
  readonly onDebug: OnDebug;
}

/** A token is refreshed when it has less than this left. */
const marginMs = 60_000;

/** No group has it: a call that a valid token's holder is answered with `NotFound`, and a refused one's with the reason. */
const nowhere = { conversationId: 'group:00000000-0000-4000-8000-000000000000', seq: 0 };

const reasons: Readonly<Partial<Record<string, SignedOutReason>>> = { SIGNED_OUT: 'elsewhere', DISABLED: 'disabled' };

const notSignedIn = (): MessagingError =>
  new MessagingError('Unauthorized', 'Nobody is signed in.', { reason: 'NOT_SIGNED_IN' });

/** Who is signed in. Everything that shares the storage shares the session. */
export class Session implements TokenSource, Observable<SessionState> {
  readonly api: Api;
  readonly #options: SessionOptions;
  readonly #state = new Cell<SessionState>({ status: 'loading' });
  readonly #ended = new Listeners<[SignedOutReason]>();
  readonly #stopListening: () => void;
  #current: StoredSession | undefined;
  #renewing: Promise<string> | undefined;
  /** While this client itself ends its sessions, refusals are no news. */
  #isEnding = false;
  readonly getSnapshot = this.#state.getSnapshot;
  readonly subscribe = this.#state.subscribe;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.api = createApi(options.post, this);
    this.#stopListening = options.channel.subscribe((notice) => {
      if (notice === 'session') void this.#reload().catch(() => undefined);
    });
  }

  /** Resumes the session of the storage, or asks the token provider whose it is. */
  async open(): Promise<SessionState> {
    const { tokenProvider } = this.#options;
    if (!tokenProvider) await this.#reload();
    else await this.#ask(tokenProvider);
    return this.getSnapshot();
  }

  /** Calls the listener when a session ends, here or elsewhere. */
  onSignedOut(listener: (reason: SignedOutReason) => void): () => void {
    return this.#ended.add(listener);
  }

  /** Signs in by the API, or at the user pool when the client was made with one. */
  async authenticateUser({ username, password }: Arguments<'authenticateUser'>): Promise<void> {
    const { userPool } = this.#options;
    const credentials = { username, password };
    const tokens = await (userPool ? userPool.signIn(credentials) : this.api.authenticateUser(credentials));
    await this.#adopt({ ...this.#toStored(tokens), username, via: userPool ? 'userPool' : 'api' });
  }

  /** Ends every session of the account. */
  async signOut(): Promise<void> {
    await this.#ending(() => this.api.signOut());
    await this.#end('here');
  }

  /** Forgets the session on this device alone. The tokens stay valid until they expire. */
  forgetSession(): Promise<void> {
    return this.#end('here');
  }

  async deleteAccount(): Promise<void> {
    await this.#ending(() => this.api.deleteAccount());
    await this.#end('here');
  }

  /** Ends every session of the account and begins another one with the new password. */
  async changePassword(args: Arguments<'changePassword'>): Promise<void> {
    const username = this.#current?.username;
    await this.#ending(async () => {
      await this.api.changePassword(args);
      if (username !== undefined) await this.authenticateUser({ username, password: args.newPassword });
    });
    if (username === undefined) await this.#end('here');
  }

  async token(): Promise<string> {
    const { tokenProvider, timers } = this.#options;
    if (tokenProvider) return tokenProvider({ forceRefresh: false });
    const current = this.#current;
    if (!current) throw notSignedIn();
    const leftMs = current.expiresAt - timers.now();
    if (leftMs > marginMs) return current.accessToken;
    try {
      return await this.renew(current.accessToken);
    } catch (error) {
      if (error instanceof MessagingError && error.isRetryable && leftMs > 0) return current.accessToken;
      throw error;
    }
  }

  renew(refused: string): Promise<string> {
    const { tokenProvider, locks } = this.#options;
    if (tokenProvider) return tokenProvider({ forceRefresh: true });
    this.#renewing ??= locks
      .request('messaging-session', () => this.#renew(refused))
      .finally(() => (this.#renewing = undefined));
    return this.#renewing;
  }

  async onRefused(error: MessagingError, token: string): Promise<void> {
    const reason = error.type === 'Unauthorized' && error.reason ? reasons[error.reason] : undefined;
    if (reason && !this.#isEnding && this.#holds(token)) await this.#end(reason);
  }

  /** Ends the session when the API refuses its token: for frames, which carry no reason. */
  async verify(token: string): Promise<void> {
    if (this.#isEnding || !this.#holds(token)) return;
    const reason = await this.#reasonOf(token);
    if (reason && this.#holds(token)) await this.#end(reason);
  }

  close(): void {
    this.#stopListening();
  }

  async #ask(tokenProvider: TokenProvider): Promise<void> {
    try {
      const userId = subjectOf(await tokenProvider({ forceRefresh: false }));
      this.#set({ status: 'signedIn', userId });
    } catch (error) {
      this.#set({ status: 'signedOut' });
      throw error;
    }
  }

  #holds(token: string): boolean {
    return this.#options.tokenProvider
      ? this.getSnapshot().status === 'signedIn'
      : this.#current?.accessToken === token;
  }

  async #ending(task: () => Promise<unknown>): Promise<void> {
    this.#isEnding = true;
    try {
      await task();
    } finally {
      this.#isEnding = false;
    }
  }

  async #reload(): Promise<void> {
    const record = await readSession(this.#options.storage);
    if (!record) this.#set({ status: 'signedOut' });
    else if (isEnded(record)) this.#forget(record.reason);
    else this.#hold(record);
  }

  async #renew(refused: string): Promise<string> {
    const record = await readSession(this.#options.storage);
    if (!record || isEnded(record)) {
      this.#forget(record?.reason ?? 'here');
      throw notSignedIn();
    }
    if (record.accessToken !== refused) {
      this.#hold(record);
      return record.accessToken;
    }
    try {
      const tokens = await this.#refresh(record);
      await this.#adopt({ ...tokens, username: record.username });
      return tokens.accessToken;
    } catch (error) {
      if (error instanceof MessagingError && error.type === 'Unauthorized' && !this.#isEnding) {
        await this.#end((await this.#reasonOf(refused).catch(() => undefined)) ?? 'expired');
      }
      throw error;
    }
  }

  async #refresh({ refreshToken, via }: StoredSession): Promise<StoredSession> {
    const { userPool } = this.#options;
    const isOfPool = via === 'userPool' && userPool;
    const tokens = await (isOfPool ? userPool.refresh(refreshToken) : this.api.refreshSession({ refreshToken }));
    const renewed = this.#toStored(tokens);
    // Null when the refresh token stays good.
    return { ...renewed, refreshToken: tokens.refreshToken ?? refreshToken, via };
  }

  /** @throws MessagingError when the API cannot be asked */
  async #reasonOf(token: string): Promise<SignedOutReason | undefined> {
    try {
      await this.#options.post({ document: markRead, variables: nowhere, token });
    } catch (error) {
      if (!(error instanceof MessagingError) || error.isRetryable) throw error;
      return error.type === 'Unauthorized' && error.reason ? reasons[error.reason] : undefined;
    }
    return undefined;
  }

  #toStored({ accessToken, refreshToken, expiresIn, userId }: Tokens): StoredSession {
    const expiresAt = this.#options.timers.now() + expiresIn * 1000;
    return { userId, accessToken, refreshToken: refreshToken ?? '', expiresAt, via: 'api' };
  }

  async #adopt(session: StoredSession): Promise<void> {
    await writeSession(this.#options.storage, session);
    this.#hold(session);
    this.#options.channel.post('session');
  }

  #hold(session: StoredSession): void {
    this.#current = session;
    const { userId, username } = session;
    const state = this.getSnapshot();
    if (state.status === 'signedIn' && state.userId === userId) return;
    this.#set({ status: 'signedIn', userId, username });
  }

  async #end(reason: SignedOutReason): Promise<void> {
    const state = this.getSnapshot();
    if (state.status !== 'signedIn') return;
    // First of all, so that nothing of this client writes once the storage was cleared.
    this.#forget(reason);
    await writeEnd(this.#options.storage, { userId: state.userId, reason });
    this.#options.channel.post('session');
  }

  #forget(reason: SignedOutReason): void {
    this.#current = undefined;
    if (this.getSnapshot().status === 'signedOut') return;
    const wasSignedIn = this.getSnapshot().status === 'signedIn';
    this.#set({ status: 'signedOut', reason });
    if (wasSignedIn) this.#ended.call(reason);
  }

  #set(state: SessionState): void {
    this.#state.set(state);
    this.#options.onDebug({
      kind: 'session',
      status: state.status,
      reason: state.status === 'signedOut' ? state.reason : undefined,
    });
  }
}
