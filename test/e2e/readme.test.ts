import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Runtime } from 'messaging-local/start/Runtime.ts';
import { startRuntime } from 'messaging-local/start/startRuntime.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let folder: string;
let runtime: Runtime;

/** Runs docs/first-conversation.sh, which the README holds word for word, and gives what it wrote. */
const converse = async () => {
  const script = spawn('bash', ['docs/first-conversation.sh', join(folder, 'endpoints.json')], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => script.once('exit', resolve));
  const [output, errors, status] = await Promise.all([text(script.stdout), text(script.stderr), ended]);
  return { output, errors, status };
};

/** The suite needs nothing but Node; this story also needs what people type it with. */
const canConverse = spawnSync('bash', ['-c', 'command -v curl']).status === 0;

describe.skipIf(!canConverse)('the first conversation of the README (needs bash and curl)', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'first-conversation-'));
    runtime = await startRuntime({ assemblyDir: 'cdk.out', port: 0, dataDir: folder });
  });

  afterAll(async () => {
    await runtime.stop();
    rmSync(folder, { recursive: true });
  });

  it('goes as it is told', async () => {
    const { output, errors, status } = await converse();

    expect(errors).toBe('');
    expect(status).toBe(0);
    const heard = output.match(/(?<=^Emil hears: )\{.*/gm)?.map((line) => JSON.parse(line) as { text: string });
    expect(heard?.map((message) => message.text)).toEqual(['Hello, Emil.', 'Hello, Emil.', 'Hello again.', 'Noon?']);
    const errorTypes = [...output.matchAll(/"errorType":"(\w+)"/g)].map(([, type]) => type);
    expect(errorTypes).toEqual(['RecipientUnavailable']);
    expect(output).not.toContain('Are you there?');
    expect(output).toContain('"messages":[{"conversationId":"group:');
  }, 60_000);
});
