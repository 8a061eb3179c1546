import type { SettableClock } from '../base/Clock.ts';
import type { Dynamodb } from '../engine/startDynamodb.ts';
import type { DemoUser } from '../server/pages/landingPage.ts';
import type { Stack } from '../template/Stack.ts';
import type { Services } from './composeServices.ts';
import type { ClientSettings } from './findClientSettings.ts';

/** A running backend. */
export interface Runtime extends Services {
  /** `http://localhost:<port>`; the same port speaks TLS. */
  readonly origin: string;
  readonly graphqlUrl: string;
  readonly realtimeUrl: string;
  readonly mailUrl: string;
  readonly apiKey: string;
  readonly region: string;
  readonly userPoolId: string;
  /** The app client without a secret. */
  readonly webClientId: string;
  readonly clientSettings: ClientSettings;
  readonly stack: Stack;
  readonly clock: SettableClock;
  /** The tables behind the gate: no right is asked, no fault injected, nothing counted. */
  readonly dynamodb: Pick<Dynamodb, 'call'>;
  readonly demoUsers: readonly DemoUser[];
  /** PEM of the authority behind the port's certificate. */
  readonly caCertificate: string;
  readonly isAppServed: boolean;
  /** Lets what was begun end, then leaves no timer, socket, worker or child behind. */
  stop(): Promise<void>;
}
