import { appendFileSync, closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, renameSync } from 'node:fs';

/** A change of a map: `[key, value]` sets, `[key]` deletes. One per line. */
export type JournalEntry = readonly [key: string, value: unknown] | readonly [key: string];

export interface Journal {
  append(entry: JournalEntry): void;
  /** Replaces all that was written by these entries, at once or not at all. */
  rewrite(entries: Iterable<JournalEntry>): void;
  close(): void;
}

const ownerOnly = 0o600;

/**
 * The entries of a journal file. A process that was killed while it wrote leaves a last line without its end,
 * of a change that nobody was told about: it is dropped.
 * @throws Error when a whole line is not an entry: the file was damaged by something else
 */
export function readJournal(path: string): readonly JournalEntry[] {
  const lines = readIfPresent(path).split('\n');
  lines.pop();
  return lines.map((line, index) => toEntry(line, `${path}, line ${index + 1}`));
}

export function openJournal(path: string): Journal {
  let file = openSync(path, 'a', ownerOnly);
  let length = readIfPresent(path, 'latin1').length;
  return {
    append(entry) {
      const line = toLine(entry);
      try {
        appendFileSync(file, line);
        length += Buffer.byteLength(line);
      } catch (error) {
        // A full disk may have taken half a line, and the next one must not be joined to it.
        ftruncateSync(file, length);
        throw error;
      }
    },
    rewrite(entries) {
      const content = [...entries].map(toLine).join('');
      replaceFile(path, content);
      closeSync(file);
      file = openSync(path, 'a', ownerOnly);
      length = Buffer.byteLength(content);
    },
    close() {
      closeSync(file);
    },
  };
}

function replaceFile(path: string, content: string): void {
  const temporary = `${path}.new`;
  const file = openSync(temporary, 'w', ownerOnly);
  try {
    appendFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
}

function readIfPresent(path: string, encoding: 'utf8' | 'latin1' = 'utf8'): string {
  try {
    return readFileSync(path, encoding);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

function toLine(entry: JournalEntry): string {
  return `${JSON.stringify(entry)}\n`;
}

function toEntry(line: string, place: string): JournalEntry {
  const [key, ...values] = parseArray(line);
  if (typeof key !== 'string' || values.length > 1) throw new Error(`The journal is damaged: ${place}.`);
  return values.length === 0 ? [key] : [key, values[0]];
}

function parseArray(line: string): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(line);
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}
