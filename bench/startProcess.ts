import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const tsx = createRequire(import.meta.url).resolve('tsx/cli');

export interface StartedProcess {
  readonly pid: number;
  /** Where it serves. */
  readonly origin: string;
  /** Milliseconds from its start until it said that it is ready. */
  readonly readyMilliseconds: number;
  /** Ends it as Ctrl-C does, and waits. */
  stop(): Promise<void>;
}

/** Runs a program of the project to its end; gives the milliseconds that it took. */
export const timeProcess = async (file: string, ...args: readonly string[]): Promise<number> => {
  const began = performance.now();
  const child = spawn(process.execPath, [tsx, file, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`${file} ended with ${code ?? 'a signal'}.`);
  return performance.now() - began;
};

/** Starts a program of the project that prints `Ready: <origin>`. */
export const startProcess = async (file: string, ...args: readonly string[]): Promise<StartedProcess> => {
  const began = performance.now();
  // Not through tsx's own command, which is a process more: what is measured is the server.
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  // A run that fails leaves nothing behind.
  const end = () => child.kill('SIGINT');
  process.once('exit', end);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const lines = createInterface({ input: child.stdout });
  const origin = await new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => {
      if (line.startsWith('Ready: ')) resolve(line.slice('Ready: '.length));
    });
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code ?? 'a signal'} before it was ready.`)));
  });
  return {
    pid: child.pid ?? 0,
    origin,
    readyMilliseconds: performance.now() - began,
    stop: async () => {
      process.off('exit', end);
      child.stdin.end();
      child.kill('SIGINT');
      await exited;
    },
  };
};
