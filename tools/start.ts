/** `npm start`: synthesizes the stack, then runs it on this machine until a signal comes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { assertNodeVersion } from 'messaging-local/start/assertNodeVersion.ts';
import { fail } from 'messaging-local/start/fail.ts';

/** The synthesis has a process of its own: the CDK takes memory, and changes how errors are shown. */
async function synthesize(): Promise<boolean> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'infra/synth.ts'], { stdio: 'inherit' });
  const stop = (signal: NodeJS.Signals): boolean => child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  const [code] = (await once(child, 'exit')) as [number | null];
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
  return code === 0;
}

const parentCheckMs = 250;

/**
 * npm starts this process by a shell, and a signal to npm ends the shell alone: the process that is left without its
 * parent then sends the signal to itself.
 */
function endWithParent(): void {
  const parent = process.ppid;
  const check = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(check);
    process.kill(process.pid, 'SIGTERM');
  }, parentCheckMs);
  check.unref();
}

try {
  assertNodeVersion(process.versions.node);
  const { readOptions } = await import('messaging-local/start/readOptions.ts');
  const { run } = await import('messaging-local/start/run.ts');
  if (process.env['npm_lifecycle_event'] !== undefined) endWithParent();
  const args = process.argv.slice(2);
  const { help } = readOptions(args);
  if (help || (await synthesize())) await run(args);
  else process.exitCode = 1;
} catch (error) {
  fail(error);
}
