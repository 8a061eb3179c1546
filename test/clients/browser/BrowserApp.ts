import type { Message } from '../../../generated/types.ts';

/** What a page of a test can do; everything that crosses is JSON. */
export interface BrowserApp {
  /** Subscribes; resolves when the server has acknowledged. */
  listen(): Promise<void>;
  /** The next message that was heard. */
  heard(): Promise<Message>;
  sendMessage(recipientId: string, text: string): Promise<Message>;
  /** Who is signed in, as the API says. */
  me(): Promise<string>;
}

export interface TokenTarget {
  readonly graphqlUrl: string;
  readonly region: string;
  readonly apiKey: string;
  readonly token: string;
}

export interface PlainApp extends BrowserApp {
  configure(target: TokenTarget): void;
}

export interface ApolloApp extends BrowserApp {
  configure(target: TokenTarget): void;
}

export interface AmplifyTarget {
  /** `amplify_outputs.json` */
  readonly outputs: unknown;
  readonly graphqlUrl: string;
  readonly userPoolEndpoint: string;
}

export interface AmplifyApp extends BrowserApp {
  configure(target: AmplifyTarget): void;
  signUp(username: string, password: string): Promise<void>;
  confirmSignUp(username: string, confirmationCode: string): Promise<void>;
  signIn(username: string, password: string): Promise<void>;
  /** Whether a forced refresh gave another token. */
  refresh(): Promise<boolean>;
  signOut(): Promise<void>;
  /** Resolves when a subscription has been acknowledged again. */
  reconnected(): Promise<void>;
}

export interface Apps {
  readonly amplify: AmplifyApp;
  readonly apollo: ApolloApp;
  readonly plain: PlainApp;
}

/** Makes an app callable from outside the page. */
export function expose(app: BrowserApp): void {
  Object.assign(globalThis, { app });
}
