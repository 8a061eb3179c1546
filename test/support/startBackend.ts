import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Endpoints } from './Endpoints.ts';

interface PublishedEndpoints {
  readonly graphqlUrl: string;
  readonly realtimeUrl: string;
  readonly apiKey: string;
  readonly mailUrl: string;
}

interface Mail {
  readonly username: string;
  readonly code: string;
}

export interface Backend {
  readonly endpoints: Endpoints;
  /** Ends the process as a power cut does: nothing of it is asked first. */
  kill(): Promise<void>;
  /** Ends it as Ctrl-C does. */
  stop(): Promise<void>;
}

const exited = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once('exit', () => resolve()));

const isReady = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    if (!child.stdout) throw new Error('The backend has no output.');
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('Ready')) resolve();
    });
    child.once('exit', (code) =>
      reject(new Error(`The backend ended with ${code ?? 'a signal'} before it was ready.`)),
    );
  });

/** What `npm start` runs after the synthesis, as a process of its own on a free port. */
export const startBackend = async (dataFolder: string, ...options: readonly string[]): Promise<Backend> => {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'local/main.ts', '--port', '0', '--data', dataFolder, ...options],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await isReady(child);
  const settings = JSON.parse(readFileSync(join(dataFolder, 'endpoints.json'), 'utf8')) as PublishedEndpoints;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await exited(child);
  };
  return {
    endpoints: {
      graphqlUrl: settings.graphqlUrl,
      realtimeUrl: settings.realtimeUrl,
      apiKey: settings.apiKey,
      codeFor: async (username) => {
        const mails = (await (await fetch(settings.mailUrl)).json()) as Mail[];
        const mail = mails.find((candidate) => candidate.username === username);
        if (!mail) throw new Error(`Nothing was mailed to ${username}.`);
        return mail.code;
      },
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGINT'),
  };
};
