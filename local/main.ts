#!/usr/bin/env node
import { assertNodeVersion } from './start/assertNodeVersion.ts';
import { fail } from './start/fail.ts';

try {
  assertNodeVersion(process.versions.node);
  // Only now: an older Node may not even load the rest.
  const { run } = await import('./start/run.ts');
  await run(process.argv.slice(2));
} catch (error) {
  fail(error);
}
