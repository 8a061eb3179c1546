import { Worker } from 'node:worker_threads';
import type { SettableClock } from '../base/Clock.ts';
import type { FunctionDefinition } from './FunctionDefinition.ts';
import type { FunctionLog } from './FunctionLog.ts';
import type { InvocationOutcome } from './Functions.ts';
import { traceIdOf } from './traceId.ts';
import { toWorkerMessage, type Failure, type WorkerMessage } from './WorkerMessage.ts';

export interface SandboxInvocation {
  readonly requestId: string;
  readonly awsRequestId: string;
  /** JSON */
  readonly payload: string;
}

/** One execution environment of a function. It runs one invocation at a time. */
export interface Sandbox {
  run(invocation: SandboxInvocation): Promise<InvocationOutcome>;
  /** False after a timeout, a crash or a failed start: the next invocation needs another one. */
  isUsable(): boolean;
  stop(): Promise<void>;
}

export interface SandboxOptions {
  readonly environment: Readonly<Record<string, string>>;
  readonly taskRoot: string;
  readonly logStream: string;
  readonly clock: SettableClock;
  readonly onLog: (line: FunctionLog) => void;
}

/** Lambda allows ten seconds for loading a function: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html */
const initTimeoutSeconds = 10;

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html; the text is Lambda's own. */
const maxResponseBytes = 6_291_456;

interface Pending {
  readonly invocation: SandboxInvocation;
  readonly resolve: (outcome: InvocationOutcome) => void;
  timer: NodeJS.Timeout;
}

function failed(errorType: string, errorMessage: string): InvocationOutcome {
  return {
    kind: 'failed',
    errorType,
    errorMessage,
  };
}

function toOutcome(payload: string): InvocationOutcome {
  if (Buffer.byteLength(payload) > maxResponseBytes) {
    return failed(
      'Function.ResponseSizeTooLarge',
      `Response payload size exceeded maximum allowed payload size (${maxResponseBytes} bytes).`,
    );
  }
  const value: unknown = JSON.parse(payload);
  return { kind: 'returned', payload: value };
}

class WorkerSandbox implements Sandbox {
  readonly #definition: FunctionDefinition;
  readonly #options: SandboxOptions;
  readonly #worker: Worker;
  readonly #sequence = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  #state: 'loading' | 'loaded' | 'ended' = 'loading';
  #pending: Pending | undefined;
  #exit: Promise<void>;

  constructor(definition: FunctionDefinition, options: SandboxOptions) {
    this.#definition = definition;
    this.#options = options;
    this.#worker = new Worker(new URL('worker.mjs', import.meta.url), {
      workerData: {
        taskRoot: options.taskRoot,
        handler: definition.handler,
        runtime: definition.runtime,
        clockOffset: options.clock.sharedOffset,
        sequence: this.#sequence.buffer,
      },
      env: options.environment,
      argv: [],
      execArgv: ['--preserve-symlinks'],
      resourceLimits: { maxOldGenerationSizeMb: definition.memoryMegabytes },
    });
    this.#worker.on('message', (message) => this.#onMessage(toWorkerMessage(message)));
    this.#worker.on('error', (error) => this.#onError(error));
    this.#exit = new Promise((resolve) => {
      this.#worker.once('exit', (code) => {
        this.#onExit(code);
        resolve();
      });
    });
  }

  isUsable(): boolean {
    return this.#state !== 'ended';
  }

  run(invocation: SandboxInvocation): Promise<InvocationOutcome> {
    return new Promise((resolve) => {
      this.#worker.ref();
      this.#pending = { invocation, resolve, timer: this.#startTimer(initTimeoutSeconds) };
      if (this.#state === 'loaded') this.#send(this.#pending);
      if (this.#state === 'ended') this.#settle(this.#exitError(1));
    });
  }

  async stop(): Promise<void> {
    this.#state = 'ended';
    await this.#worker.terminate();
    await this.#exit;
  }

  #startTimer(seconds: number): NodeJS.Timeout {
    return setTimeout(() => {
      const { clock } = this.#options;
      const id = this.#pending?.invocation.awsRequestId ?? '';
      const moment = new Date(clock.now()).toISOString();
      this.#settle(failed('Sandbox.Timedout', `${moment} ${id} Task timed out after ${seconds.toFixed(2)} seconds`));
      void this.stop();
    }, seconds * 1000);
  }

  #send(pending: Pending): void {
    const { timeoutSeconds, name, arn, memoryMegabytes, logGroup } = this.#definition;
    const { payload, requestId, awsRequestId } = pending.invocation;
    clearTimeout(pending.timer);
    pending.timer = this.#startTimer(timeoutSeconds);

    this.#worker.postMessage({
      payload,
      traceHeader: traceIdOf(requestId, awsRequestId),
      timeoutMilliseconds: timeoutSeconds * 1000,
      sequence: (this.#sequence[0] ?? 0) + 1,
      context: {
        functionName: name,
        functionVersion: '$LATEST',
        invokedFunctionArn: arn,
        memoryLimitInMB: String(memoryMegabytes),
        logGroupName: logGroup,
        logStreamName: this.#options.logStream,
        awsRequestId,
      },
    });
    // The message is in the port before the environment thaws.
    Atomics.add(this.#sequence, 0, 1);
    Atomics.notify(this.#sequence, 0);
  }

  #settle(outcome: InvocationOutcome): void {
    const pending = this.#pending;
    if (pending === undefined) return;

    if (outcome.kind === 'failed') this.#log('platform', `${outcome.errorType}: ${outcome.errorMessage}`);
    clearTimeout(pending.timer);
    this.#pending = undefined;
    this.#worker.unref();
    pending.resolve(outcome);
  }

  #fail({ errorType, errorMessage, stack }: Failure): void {
    if (stack !== '') this.#log('platform', stack);
    this.#settle(failed(errorType, errorMessage));
  }

  #onMessage(message: WorkerMessage): void {
    switch (message.kind) {
      case 'ready':
        if (this.#state === 'loading') this.#state = 'loaded';
        if (this.#pending !== undefined) this.#send(this.#pending);
        break;
      case 'log':
        this.#log(message.stream, message.text.replace(/\n$/, ''));
        break;
      case 'returned':
        this.#settle(toOutcome(message.payload));
        break;
      case 'threw':
        this.#fail(message.failure);
        break;
      case 'fault':
        this.#state = 'ended';
        this.#fail(message.failure);
        break;
    }
  }

  /** Node ends a worker that outgrows its memory; Lambda kills the process. */
  #onError(error: unknown): void {
    this.#state = 'ended';
    const id = this.#pending?.invocation.awsRequestId ?? '';
    this.#log('platform', String(error));
    this.#settle(failed('Runtime.ExitError', `RequestId: ${id} Error: Runtime exited with error: signal: killed`));
  }

  #onExit(code: number): void {
    this.#state = 'ended';
    this.#settle(this.#exitError(code));
  }

  #exitError(code: number): InvocationOutcome {
    const id = this.#pending?.invocation.awsRequestId ?? '';
    const reason = code === 0 ? 'exited without providing a reason' : `exited with error: exit status ${code}`;
    return failed('Runtime.ExitError', `RequestId: ${id} Error: Runtime ${reason}`);
  }

  #log(stream: FunctionLog['stream'], text: string): void {
    const { requestId = '', awsRequestId = '' } = this.#pending?.invocation ?? {};
    this.#options.onLog({ functionName: this.#definition.name, requestId, awsRequestId, stream, text });
  }
}

/** Starts an execution environment; its handler loads while the first invocation waits. */
export function startSandbox(definition: FunctionDefinition, options: SandboxOptions): Sandbox {
  return new WorkerSandbox(definition, options);
}
