import { afterAll, beforeAll } from 'vitest';
import { startRuntime, type Runtime } from '../../local/startRuntime.ts';
import type { Endpoints } from './Endpoints.ts';
import type { Person } from './Person.ts';
import { Visitor } from './Visitor.ts';

/** A backend of its own for one test file, in memory, and the people who use it. */
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

/** Starts the local runtime before the tests of a file and ends it after them. */
export const useWorld = (): (() => World) => {
  let world: World | undefined;
  beforeAll(async () => {
    world = new World(await startRuntime({ assemblyDir: 'cdk.out', port: 0 }));
  });
  afterAll(async () => {
    await world?.runtime.stop();
  });
  return () => {
    if (!world) throw new Error('The world has not begun yet.');
    return world;
  };
};
