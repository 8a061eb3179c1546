import { mkdirSync, readdirSync, rmSync, rmdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DataFolderError } from './DataFolderError.ts';
import type { RecordedProcess } from './RecordedProcess.ts';
import { toRecordedProcess } from './RecordedProcess.ts';
import { endLeftovers } from './endLeftovers.ts';
import { identifyProcess } from './identifyProcess.ts';
import { lockFolder } from './lockFolder.ts';
import { readJsonFile } from './readJsonFile.ts';
import { replaceFile } from './replaceFile.ts';

export interface DataFolder {
  /** Absolute. */
  readonly path: string;
  /** Where the rooms keep their journals. */
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
const isJournal = (name: string): boolean => /\.jsonl(\.new)?$/.test(name);

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
