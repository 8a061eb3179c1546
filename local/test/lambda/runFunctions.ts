import { SettableClock } from '../../base/Clock.ts';
import type { Iam } from '../../iam/Iam.ts';
import { createFunctions } from '../../lambda/createFunctions.ts';
import type { FunctionLog } from '../../lambda/FunctionLog.ts';
import type { InvocationOptions, InvocationOutcome } from '../../lambda/Functions.ts';
import { createPersistentMaps } from '../../storage/createPersistentMaps.ts';
import { loadStack } from '../../template/loadStack.ts';
import type { Stack } from '../../template/Stack.ts';
import { functionOf, roleFor, writeAssembly } from '../template/writeAssembly.ts';

export const REQUEST_ID = '0f0e0d0c-0b0a-4908-8706-050403020100';

export interface FunctionUnderTest {
  /** Text of `index.mjs`, or the asset's files. */
  readonly code: string | Record<string, string>;
  readonly properties?: Record<string, unknown>;
  readonly maxConcurrency?: number;
  readonly idleMilliseconds?: number;
  readonly origin?: string;
}

export interface RunningFunctions extends AsyncDisposable {
  readonly clock: SettableClock;
  readonly logs: FunctionLog[];
  readonly stack: Stack;
  invoke(event?: unknown, options?: Partial<InvocationOptions>): Promise<InvocationOutcome>;
  /** Resolves with the next log line that holds the text. */
  logged(text: string): Promise<FunctionLog>;
  stop(): Promise<void>;
}

const iam: Iam = {
  decide: () => ({ allowed: true, reason: 'allowed' }),
  assumeRole: (roleArn, sessionName) => ({
    credentials: { accessKeyId: 'ASIAKEY', secretAccessKey: 'secret', sessionToken: `token of ${roleArn}` },
    roleArn,
    sessionName,
  }),
  session: () => undefined,
  report: () => [],
};

/** A stack of one function, running. */
export const runFunctions = (under: FunctionUnderTest): RunningFunctions => {
  const { code, properties, origin = 'http://localhost:1', ...pool } = under;
  const assembly = writeAssembly({
    template: {
      Resources: {
        FunctionRole: roleFor('lambda.amazonaws.com'),
        F: functionOf('code', { FunctionName: 'fn', ...properties }),
      },
    },
    assets: { code: typeof code === 'string' ? { 'index.mjs': code } : code },
  });
  const stack = loadStack({ assemblyDir: assembly.dir, origin, open: createPersistentMaps(undefined).open });
  const clock = new SettableClock();
  const logs: FunctionLog[] = [];
  const listeners = new Set<(line: FunctionLog) => void>();
  const onLog = (line: FunctionLog): void => {
    logs.push(line);
    for (const listener of listeners) listener(line);
  };
  const functions = createFunctions({ stack, iam, clock, origin, onLog, ...pool });

  return {
    clock,
    logs,
    stack,
    invoke: (event, options = {}) =>
      functions.invoke(stack.resource('F').attributes['Arn']!, event, { requestId: REQUEST_ID, ...options }),
    logged: (text) =>
      new Promise((resolve) => {
        const known = logs.find((line) => line.text.includes(text));
        if (known !== undefined) resolve(known);
        listeners.add((line) => {
          if (line.text.includes(text)) resolve(line);
        });
      }),
    stop: () => functions.stop(),
    [Symbol.asyncDispose]: async () => {
      await functions.stop();
      assembly[Symbol.dispose]();
    },
  };
};
