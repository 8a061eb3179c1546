import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { OptionError, readOptions, usage, type CommandLineOptions } from './readOptions.ts';
import type { Runtime } from './Runtime.ts';
import { startRuntime } from './startRuntime.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const sameKeyMs = 500;

/** `npm start`: serves until a signal comes. */
export async function run(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  if (options.help) {
    console.log(usage);
    return;
  }
  if (!existsSync(join(options.assemblyDir, 'manifest.json'))) {
    throw new OptionError(
      `There is no synthesized app in ${options.assemblyDir}: run \`npm run synth\`, or name another folder with --assembly.`,
    );
  }
  // Whoever reads along may stop reading (`npm start | head`): the backend goes on without a listener.
  process.stdout.on('error', () => undefined);
  const signalled = nextSignal();
  // A signal during the start is followed when there is something to stop.
  const runtime = await start(options);
  if (!signalled.heard) announce(runtime, { dataDir: options.dataDir, write: console.log });
  await signalled.promise;
  await runtime.stop();
}

function start({ assemblyDir, port, dataDir, fresh }: CommandLineOptions): Promise<Runtime> {
  return startRuntime({
    assemblyDir,
    port,
    dataDir,
    fresh,
    demoUsers: true,
    appFolder: join('web', 'dist'),
    onLog: (line) => console.log(line),
  });
}

interface Announcement {
  /** As the person wrote it. */
  readonly dataDir: string;
  readonly write: (line: string) => void;
}

/** Tells a person where everything is. The line with the word Ready comes last. */
function announce(runtime: Runtime, { dataDir, write }: Announcement): void {
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

/**
 * npm and tsx pass on a Ctrl-C that the terminal has sent to this process as well, so one key comes as several signals.
 * A later one is a person who does not want to wait.
 */
function nextSignal(): { readonly promise: Promise<void>; readonly heard: boolean } {
  let heardAt: number | undefined;
  const promise = new Promise<void>((resolve) => {
    const onSignal = (): void => {
      if (heardAt !== undefined && performance.now() - heardAt > sameKeyMs) process.exit(1);
      heardAt ??= performance.now();
      resolve();
    };
    for (const signal of signals) process.on(signal, onSignal);
  });
  return {
    promise,
    get heard() {
      return heardAt !== undefined;
    },
  };
}
