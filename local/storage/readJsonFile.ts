import { readFileSync } from 'node:fs';

/** `undefined` for a file that is not there or is not JSON. */
export function readJsonFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
