import { randomUUID } from 'node:crypto';
import type { SettableClock } from '../base/Clock.ts';
import type { Iam } from '../iam/Iam.ts';
import type { Stack } from '../template/Stack.ts';
import { createEnvironment } from './createEnvironment.ts';
import { createSandboxPool, type SandboxPool } from './createSandboxPool.ts';
import { createTaskRoots, type TaskRoots } from './createTaskRoots.ts';
import { loadFunctionDefinitions, type FunctionDefinition } from './FunctionDefinition.ts';
import type { FunctionLog } from './FunctionLog.ts';
import type { Functions, InvocationOptions, InvocationOutcome } from './Functions.ts';
import { startSandbox } from './startSandbox.ts';

export interface FunctionsOptions {
  readonly stack: Stack;
  readonly iam: Iam;
  readonly clock: SettableClock;
  /** Where functions reach the data plane, e.g. `http://localhost:20002`. */
  readonly origin: string;
  readonly onLog: (line: FunctionLog) => void;
  /** Hears of every invocation before it runs; the result hears of its end. */
  readonly onInvocation?: (invocation: InvocationIds) => () => void;
  /** Environments of one function at once; more invocations wait in line, which AWS's own (1,000 and more) hardly ever do. */
  readonly maxConcurrency?: number;
  /** How long an environment stays warm. */
  readonly idleMilliseconds?: number;
}

export interface InvocationIds {
  readonly requestId: string;
  readonly awsRequestId: string;
}

interface RunningFunction {
  readonly definition: FunctionDefinition;
  readonly pool: SandboxPool;
  inFlight: number;
}

const defaultMaxConcurrency = 8;
const defaultIdleMilliseconds = 60_000;

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html; the asynchronous limit is the one before late 2025. */
const maxPayloadBytes = { RequestResponse: 6_291_456, Event: 262_144 } as const;

function failed(errorType: string, errorMessage: string): InvocationOutcome {
  return {
    kind: 'failed',
    errorType,
    errorMessage,
  };
}

function toLogStream(now: number): string {
  return `${new Date(now).toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${randomUUID().replaceAll('-', '')}`;
}

function createPool(definition: FunctionDefinition, taskRoots: TaskRoots, options: FunctionsOptions): SandboxPool {
  const { stack, iam, clock, origin, onLog } = options;
  const { maxConcurrency = defaultMaxConcurrency, idleMilliseconds = defaultIdleMilliseconds } = options;

  return createSandboxPool({
    maxSandboxes: maxConcurrency,
    idleMilliseconds,
    start: () => {
      const taskRoot = taskRoots.link(definition.codeDir);
      const logStream = toLogStream(clock.now());
      const { credentials } = iam.assumeRole(definition.roleArn, definition.name);
      const { region } = stack;
      const environment = createEnvironment(definition, { region, origin, credentials, taskRoot, logStream });
      return startSandbox(definition, { environment, taskRoot, logStream, clock, onLog });
    },
  });
}

async function run(
  running: RunningFunction,
  payload: string,
  { requestId, onInvocation }: Pick<InvocationOptions, 'requestId'> & Pick<FunctionsOptions, 'onInvocation'>,
): Promise<InvocationOutcome> {
  const { reservedConcurrency } = running.definition;
  if (reservedConcurrency !== undefined && running.inFlight >= reservedConcurrency) {
    return failed('TooManyRequestsException', 'Rate Exceeded.');
  }
  running.inFlight += 1;
  const awsRequestId = randomUUID();
  const end = onInvocation?.({ requestId, awsRequestId });
  try {
    return await running.pool.run({ requestId, awsRequestId, payload });
  } finally {
    end?.();
    running.inFlight -= 1;
  }
}

/**
 * The functions of the stack, run from their assets in worker threads.
 * `invoke` never rejects for what a function does; `stop` ends every environment, invocations under way fail with it.
 */
export function createFunctions(options: FunctionsOptions): Functions & { stop(): Promise<void> } {
  const taskRoots = createTaskRoots();
  const byDefinition = new Map<FunctionDefinition, RunningFunction>();
  const definitions = loadFunctionDefinitions(options.stack);
  for (const definition of definitions.values()) {
    if (byDefinition.has(definition)) continue;
    byDefinition.set(definition, { definition, pool: createPool(definition, taskRoots, options), inFlight: 0 });
  }

  return {
    invoke: async (functionArn, event, invocation) => {
      const definition = definitions.get(functionArn);
      const running = definition === undefined ? undefined : byDefinition.get(definition);
      if (running === undefined) return failed('ResourceNotFoundException', `Function not found: ${functionArn}`);

      const { invocationType = 'RequestResponse' } = invocation;
      const payload = JSON.stringify(event ?? null);
      const limit = maxPayloadBytes[invocationType];
      if (Buffer.byteLength(payload) > limit) {
        return failed(
          'RequestTooLargeException',
          `Request must be smaller than ${limit} bytes for the InvokeFunction operation`,
        );
      }
      const outcome = run(running, payload, { ...options, ...invocation });
      return invocationType === 'Event' ? { kind: 'returned', payload: null } : outcome;
    },

    stop: async () => {
      await Promise.all([...byDefinition.values()].map(({ pool }) => pool.stop()));
      taskRoots.remove();
    },
  };
}
