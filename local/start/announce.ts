import { join } from 'node:path';
import type { Runtime } from './startRuntime.ts';

export interface Announcement {
  /** As the person wrote it. */
  readonly dataDir: string;
  readonly write: (line: string) => void;
}

/** Tells a person where everything is. The line with the word Ready comes last. */
export function announce(runtime: Runtime, { dataDir, write }: Announcement): void {
  const rows: readonly (readonly [string, string])[] = [
    ['GraphQL', runtime.graphqlUrl],
    ['Realtime', runtime.realtimeUrl],
    ['API key', runtime.apiKey],
    ['User pool', `${runtime.userPoolId}, app client ${runtime.webClientId}, at ${runtime.origin}`],
    ['Mails', runtime.mailUrl],
    ...(runtime.isAppServed ? ([['Chat', `${runtime.origin}/app/`]] as const) : []),
    ...runtime.demoUsers.map(({ username, password }) => ['Demo user', `${username}  ${password}`] as const),
    ['For clients', `${join(dataDir, 'endpoints.json')}, ${join(dataDir, 'amplify_outputs.json')}`],
    ['TLS', `trust ${join(dataDir, 'ca.pem')}`],
  ];
  for (const [name, value] of rows) write(`${name.padEnd(12)}${value}`);
  write(`Ready: ${runtime.origin}`);
}
