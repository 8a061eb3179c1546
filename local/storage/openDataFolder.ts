import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DataFolderError } from './DataFolderError.ts';
import { identifyProcess } from './identifyProcess.ts';
import { lockFolder } from './lockFolder.ts';
import { readJsonFile } from './readJsonFile.ts';
import { isRunning, toRecordedProcess, type RecordedProcess } from './RecordedProcess.ts';

export interface DataFolder {
  /** Absolute. */
  readonly path: string;
  /** Folder of the services' journals. */
  readonly mapsPath: string;
  /** The next start ends this process if it is still there. */
  recordChild(pid: number): void;
  /** Replaces a file in one step; answers its absolute path. */
  write(name: WrittenName, content: string): string;
  /** Lets go of the folder. */
  close(): void;
}

export interface DataFolderOptions {
  readonly path: string;
  /** Removes what the runtime wrote there, and nothing else, first. */
  readonly fresh: boolean;
  /** Fingerprint of what the template says of the things that are kept. */
  readonly template: string;
}

const writtenNames = ['amplify_outputs.json', 'ca.pem', 'endpoints.json'] as const;
export type WrittenName = (typeof writtenNames)[number];

const markerName = 'runtime.json';
const mapsName = 'maps';
const databaseNames = ['', '-journal', '-shm', '-wal'].map((ending) => `dynamodb.sqlite${ending}`);
/** Every file that the runtime writes at the top of the folder, but for the marker and the lock. */
const ownNames: readonly string[] = [...writtenNames, ...databaseNames];
function isJournal(name: string): boolean {
  return /\.jsonl(\.new)?$/.test(name);
}

/** How long a process of an earlier run may take to end once it has been killed. */
const leftoversTimeoutMs = 3_000;
const leftoversPollMs = 10;

interface Marker {
  readonly template: string;
  readonly children: readonly RecordedProcess[];
}

/** Throws DataFolderError for a folder that is in use, is somebody else's, or was made by another template. */
export async function openDataFolder(options: DataFolderOptions): Promise<DataFolder> {
  const path = resolve(options.path);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(path);
  try {
    const marker = readMarker(path);
    if (marker === undefined) refuseForeign(path);
    await endLeftovers(marker?.children ?? []);
    if (options.fresh && marker !== undefined) removeOwn(path);
    else if (marker !== undefined && marker.template !== options.template) throw madeByAnother(path);
    return use(path, options.template, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Ends the processes that a run which was killed left behind, and waits until they are gone. */
async function endLeftovers(children: readonly RecordedProcess[]): Promise<void> {
  const left = children.filter(isRunning);
  for (const child of left) end(child.pid);
  for (let waited = 0; left.some(isRunning); waited += leftoversPollMs) {
    if (waited > leftoversTimeoutMs)
      throw new DataFolderError(`Process ${left[0]?.pid ?? 0} of an earlier run does not end.`);
    await wait(leftoversPollMs);
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}

function use(path: string, template: string, unlock: () => void): DataFolder {
  const children: RecordedProcess[] = [];
  const mark = (): void => replaceFile(join(path, markerName), JSON.stringify({ template, children }));
  mark();
  return {
    path,
    mapsPath: join(path, mapsName),
    recordChild(pid) {
      const identity = identifyProcess(pid);
      if (identity === undefined) return;
      children.push({ pid, identity });
      mark();
    },
    write(name, content) {
      replaceFile(join(path, name), content);
      return join(path, name);
    },
    close: unlock,
  };
}

/** A reader finds the old content or the new one, never a part. Only the owner may read it: some hold keys. */
function replaceFile(path: string, content: string): void {
  const temporary = `${path}.new`;
  writeFileSync(temporary, content, { mode: 0o600 });
  renameSync(temporary, path);
}

function readMarker(path: string): Marker | undefined {
  const value = readJsonFile(join(path, markerName));
  if (typeof value !== 'object' || value === null || !('template' in value) || !('children' in value)) return undefined;
  const { template, children } = value;
  if (typeof template !== 'string' || !Array.isArray(children)) return undefined;
  return { template, children: children.map(toRecordedProcess).filter((child) => child !== undefined) };
}

/** Without the marker, a file of a name that would be written or read is not the runtime's own. */
function refuseForeign(path: string): void {
  const foreign = readdirSync(path).find((name) => [...ownNames, mapsName, markerName].includes(name));
  if (foreign === undefined) return;
  throw new DataFolderError(
    `The folder ${path} holds ${foreign}, which this runtime did not write; choose another folder with --data.`,
  );
}

function madeByAnother(path: string): DataFolderError {
  return new DataFolderError(
    `The data folder ${path} was made by another template; --fresh starts an empty one, --data takes another folder.`,
  );
}

function removeOwn(path: string): void {
  const maps = join(path, mapsName);
  for (const name of namesIn(maps).filter(isJournal)) rmSync(join(maps, name), { force: true });
  if (namesIn(maps).length === 0) removeFolder(maps);
  // The marker goes last: a removal that was interrupted is then finished by the next one.
  for (const name of [...ownNames, markerName]) rmSync(join(path, name), { force: true });
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function removeFolder(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // It was never made.
  }
}
