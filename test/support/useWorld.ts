import type { Runtime } from 'messaging-local/start/Runtime.ts';
import { startRuntime } from 'messaging-local/start/startRuntime.ts';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Endpoints } from './Endpoints.ts';
import type { Person } from './Person.ts';
import { Visitor } from './Visitor.ts';

/** A backend in memory, and the people who use it. */
export class World {
  readonly runtime: Runtime;
  readonly endpoints: Endpoints;
  readonly visitor: Visitor;

  constructor(runtime: Runtime) {
    this.runtime = runtime;
    this.endpoints = {
      graphqlUrl: runtime.graphqlUrl,
      realtimeUrl: runtime.realtimeUrl,
      apiKey: runtime.apiKey,
      codeFor: async (username) => {
        const mail = runtime.userPools.mails().find((candidate) => candidate.username === username);
        if (!mail) throw new Error(`Nothing was mailed to ${username}.`);
        return mail.code;
      },
    };
    this.visitor = new Visitor(this.endpoints);
  }

  /** Fresh people, registered and signed in, by the names they are called in the test. */
  async people<Name extends string>(...names: Name[]): Promise<Record<Name, Person>> {
    const people = await Promise.all(names.map(async (name) => [name, await this.visitor.joins(name)] as const));
    return Object.fromEntries(people) as Record<Name, Person>;
  }
}

/**
 * Files that run one after the other in one process share a backend, because starting one and its functions takes
 * longer than most files' tests. People are fresh in every test, so nobody meets another file's.
 */
let shared: World | undefined;

/** Whether nothing is left in a backend that another file's tests would notice. */
const isAsFound = ({ clock }: Runtime): boolean => Math.abs(clock.now() - Date.now()) < 1_000;

/**
 * The backend of a file's tests. Faults end with the test that injected them; a backend whose clock was moved, or in
 * which a test failed, ends with the file.
 */
export const useWorld = (): (() => World) => {
  let world: World | undefined;
  let hasFailed = false;
  beforeAll(async () => {
    world = shared ??= new World(await startRuntime({ assemblyDir: 'cdk.out', port: 0 }));
  });
  beforeEach(({ onTestFailed }) => {
    onTestFailed(() => {
      hasFailed = true;
    });
  });
  afterEach(() => world?.runtime.gate.injectFaults(undefined));
  afterAll(async () => {
    if (!world || (isAsFound(world.runtime) && !hasFailed)) return;
    shared = undefined;
    await world.runtime.stop();
  });
  return () => {
    if (!world) throw new Error('The world has not begun yet.');
    return world;
  };
};
