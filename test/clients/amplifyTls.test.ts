import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { Queue } from './support/Queue.ts';
import { useClientWorld } from './support/useClientWorld.ts';

const world = useClientWorld();

interface Program {
  /** What it prints. */
  readonly lines: Queue<string>;
  stop(): Promise<void>;
}

/** Another process: what NODE_EXTRA_CA_CERTS names is read at the start of Node only. */
function listenWithAmplify(username: string, origin: string): Program {
  const { folder, clientEndpoints } = world();
  const program = spawn(
    process.execPath,
    ['--import', 'tsx', 'test/clients/support/listenWithAmplify.ts', folder, username, `${origin}/graphql`, origin],
    {
      env: { ...process.env, NODE_EXTRA_CA_CERTS: clientEndpoints.caCertPath },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = once(program, 'close');
  const lines = new Queue<string>();
  createInterface(program.stdout).on('line', (line) => lines.push(line));
  return {
    lines,
    stop: async () => {
      program.kill();
      await ended;
    },
  };
}

describe('Amplify in a process that trusts ca.pem', () => {
  it.concurrent.each([
    ['http://, which it turns into wss://', 'bob', (origin: string) => origin],
    ['https://', 'cleo', (origin: string) => origin.replace(/^http/, 'https')],
  ])('signs in and hears messages at %s', async (_, username, toAddress) => {
    const { userId = '' } = world().clientEndpoints.demoUsers.find((user) => user.username === username) ?? {};
    const program = listenWithAmplify(username, toAddress(world().runtime.origin));

    try {
      const { ana } = await world().people('ana');
      expect(await program.lines.next()).toBe(`listening as ${userId}`);
      await ana.sendMessage(userId, `by TLS to ${username}`);
      expect(await program.lines.next()).toBe(`heard by TLS to ${username}`);
    } finally {
      await program.stop();
    }
  });
});
