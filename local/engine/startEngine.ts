import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

export interface RunningEngine {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

export interface EngineOptions {
  readonly executable: string;
  /** A SQLite file; `undefined` keeps everything in memory. */
  readonly databasePath: string | undefined;
}

const attempts = 5;
const startTimeoutMs = 10_000;
/** The reason is in the first lines: what follows is a stack, which is longer in newer versions of a program. */
const complaintCharacters = 2_000;

/** Starts dynoxide on a free loopback port. It ends when this process ends, also by `kill -9`. */
export async function startEngine(options: EngineOptions): Promise<RunningEngine> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const started = await launch(options, port);
    if ('pid' in started) return started;
    const isPortTaken = started.complaint.includes('already in use');
    if (!isPortTaken || attempt === attempts)
      throw new Error(`The DynamoDB engine did not start: ${started.complaint}`);
  }
}

/** The engine takes a port number and does not tell which one it got for 0. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = address !== null && typeof address === 'object' ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

async function launch(
  { executable, databasePath }: EngineOptions,
  port: number,
): Promise<RunningEngine | { complaint: string }> {
  const database = databasePath === undefined ? [] : ['--db-path', databasePath];
  // Detached: Ctrl-C in a terminal reaches the whole process group, and the runtime ends its engine itself, last.
  const child = spawn(executable, ['serve', '--host', '127.0.0.1', '--port', String(port), ...database], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const { pid } = child;
  if (pid === undefined) return { complaint: (await readinessOf(child)) ?? 'it has no process' };
  const watcher = watch(pid);
  void ended.then(() => watcher.kill());
  const complaint = await readinessOf(child);
  if (complaint !== undefined) {
    child.kill();
    return { complaint };
  }
  child.unref();
  return {
    url: `http://127.0.0.1:${port}`,
    pid,
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}

/** Resolves with `undefined` once the engine says that it listens, with its complaint if it ends before. */
function readinessOf(child: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    let complaint = '';
    const deadline = setTimeout(() => resolve('it did not say that it listens'), startTimeoutMs);
    child.once('exit', () => clearTimeout(deadline));
    child.once('error', (error) => {
      clearTimeout(deadline);
      resolve(error.message);
    });
    child.once('exit', (code) => resolve(complaint.trim() || `it ended with code ${code ?? 'none'}`));
    child.stderr?.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('listening on')) {
        clearTimeout(deadline);
        resolve(undefined);
      }
      complaint = `${complaint}${chunk.toString()}`.slice(0, complaintCharacters);
    });
    keepNothingAlive(child.stderr);
  });
}

function watch(pid: number): ChildProcess {
  const watcher = spawn(process.execPath, [fileURLToPath(new URL('watch.mjs', import.meta.url)), String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watcher.unref();
  keepNothingAlive(watcher.stdin);
  return watcher;
}

/** Pipes of a child are sockets, which would keep this process from ending. */
function keepNothingAlive(pipe: unknown): void {
  if (pipe instanceof Socket) pipe.unref();
}
