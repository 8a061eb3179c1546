/** Where the backend under test is, and how its mails are read. */
export interface Endpoints {
  readonly graphqlUrl: string;
  readonly realtimeUrl: string;
  readonly apiKey: string;
  /** The newest code that was mailed to a person. */
  readonly codeFor: (username: string) => Promise<string>;
}
