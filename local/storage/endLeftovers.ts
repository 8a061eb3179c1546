import { setTimeout as wait } from 'node:timers/promises';
import { DataFolderError } from './DataFolderError.ts';
import type { RecordedProcess } from './RecordedProcess.ts';
import { isRunning } from './RecordedProcess.ts';

const patienceMs = 3_000;
const stepMs = 10;

/** Ends the processes that a run which was killed left behind, and waits until they are gone. */
export async function endLeftovers(children: readonly RecordedProcess[]): Promise<void> {
  const left = children.filter(isRunning);
  for (const child of left) end(child.pid);
  for (let waited = 0; left.some(isRunning); waited += stepMs) {
    if (waited > patienceMs) throw new DataFolderError(`Process ${left[0]?.pid ?? 0} of an earlier run does not end.`);
    await wait(stepMs);
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}
