import type { DemoUser } from '../server/pages/landingPage.ts';

/** The content of `endpoints.json`: what a program needs to talk to the runtime. */
export interface Endpoints {
  readonly graphqlUrl: string;
  readonly realtimeUrl: string;
  readonly apiKey: string;
  readonly region: string;
  readonly userPoolId: string;
  readonly webClientId: string;
  readonly userPoolEndpoint: string;
  readonly mailUrl: string;
  /** What `NODE_EXTRA_CA_CERTS` may name. */
  readonly caCertPath: string;
  readonly demoUsers: readonly DemoUser[];
}
