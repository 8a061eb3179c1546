import { linkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataFolderError } from './DataFolderError.ts';
import { identifyProcess } from './identifyProcess.ts';
import { readJsonFile } from './readJsonFile.ts';
import { isRunning, toRecordedProcess, type RecordedProcess } from './RecordedProcess.ts';

export const lockName = 'runtime.lock';

/** Makes this process the folder's only user until the answer is called. What a dead one left is taken over. */
export function lockFolder(folder: string): () => void {
  const path = join(folder, lockName);
  const own = `${path}.${process.pid}`;
  writeFileSync(own, JSON.stringify(describeOwnProcess()), { mode: 0o600 });
  try {
    if (!tryLink(own, path)) takeOver(folder, path, own);
  } finally {
    rmSync(own, { force: true });
  }
  return () => {
    if (readHolder(path)?.pid === process.pid) rmSync(path, { force: true });
  };
}

/** A link, unlike an exclusive `open`, shows the holder from the first moment on. */
function tryLink(own: string, path: string): boolean {
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function takeOver(folder: string, path: string, own: string): void {
  const holder = readHolder(path);
  if (holder !== undefined && isRunning(holder)) throw inUse(folder, holder);
  const aside = `${own}.old`;
  try {
    renameSync(path, aside);
  } catch {
    throw inUse(folder, readHolder(path));
  }
  const moved = readHolder(aside);
  // Two starts may find the same dead holder; the later one must not remove the earlier one's new lock.
  if (moved?.pid !== holder?.pid) tryLink(aside, path);
  rmSync(aside, { force: true });
  if (!tryLink(own, path)) throw inUse(folder, readHolder(path));
}

function inUse(folder: string, holder: RecordedProcess | undefined): DataFolderError {
  const by = holder === undefined ? '' : ` by process ${holder.pid}`;
  return new DataFolderError(
    `The data folder ${folder} is in use${by}; stop that runtime or choose another with --data.`,
  );
}

function readHolder(path: string): RecordedProcess | undefined {
  return toRecordedProcess(readJsonFile(path));
}

function describeOwnProcess(): RecordedProcess {
  return { pid: process.pid, identity: identifyProcess(process.pid) ?? '' };
}
