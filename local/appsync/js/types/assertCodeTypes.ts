import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TemplateError } from '../../../base/TemplateError.ts';
import { codeTypeFaults, codeTypesHash, type NamedCode } from './codeTypeFaults.ts';

/** Holds an empty file for each set of codes that passed: the check takes seconds, and most starts change no code. */
const passed = join(tmpdir(), 'messaging-code-types');

function remember(hash: string): void {
  try {
    mkdirSync(passed, { recursive: true });
    writeFileSync(join(passed, hash), '');
  } catch {
    // The next start checks again.
  }
}

/**
 * Refuses resolver code that AppSync would refuse at upload for its types.
 *
 * @throws TemplateError with a line for every fault
 */
export function assertCodeTypes(codes: NamedCode): void {
  const hash = codeTypesHash(codes.values());
  if (existsSync(join(passed, hash))) return;
  const faults = codeTypeFaults(codes);
  if (faults.length > 0) throw new TemplateError(`AppSync would refuse this resolver code:\n${faults.join('\n')}`);
  remember(hash);
}
