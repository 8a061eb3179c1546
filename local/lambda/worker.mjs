import { subscribe } from 'node:diagnostics_channel';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

/**
 * One execution environment of one function: loads the handler, then runs one invocation at a time.
 * Plain JavaScript, because workers get no TypeScript loader.
 *
 * @typedef {{ functionName: string, functionVersion: string, invokedFunctionArn: string, memoryLimitInMB: string,
 *   logGroupName: string, logStreamName: string, awsRequestId: string }} ContextValues
 * @typedef {{ payload: string, traceHeader: string, timeoutMilliseconds: number, sequence: number, context: ContextValues }} Invocation
 * @typedef {(event: unknown, context: Record<string, unknown>) => unknown} Handler
 */

/** @type {{ taskRoot: string, handler: string, runtime: string, clockOffset: SharedArrayBuffer, sequence: SharedArrayBuffer }} */
const { taskRoot, handler: handlerName, runtime, clockOffset, sequence } = workerData;

const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort);
const lastSequence = new Int32Array(sequence);
const EXIT_OF_UNHANDLED_REJECTION = 128;
const EXIT_OF_UNCAUGHT_EXCEPTION = 129;

/** `Date` follows the runtime's clock, in signatures and tokens too. Only the current moment differs from the real `Date`. */
const followClock = () => {
  const RealDate = Date;
  const realNow = RealDate.now;
  const offset = new Float64Array(clockOffset);
  const now = () => Math.trunc(realNow() + (offset[0] ?? 0));

  RealDate.now = now;
  const ClockDate = new Proxy(RealDate, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: (target) => new target(now()).toString(),
  });
  RealDate.prototype.constructor = ClockDate;
  globalThis.Date = ClockDate;
};

/** Posts at once what Node's own stream would hold back while the environment is frozen. */
const captureOutput = () => {
  for (const stream of /** @type {const} */ (['stdout', 'stderr'])) {
    /** @type {(chunk: string | Uint8Array, encoding?: unknown, callback?: unknown) => boolean} */
    const write = (chunk, encoding, callback) => {
      const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
      port.postMessage({ kind: 'log', stream, text });
      const done = typeof encoding === 'function' ? encoding : callback;
      if (typeof done === 'function') process.nextTick(done);
      return true;
    };
    Object.defineProperty(process[stream], 'write', { value: write });
  }
};

/** What the invocation sends next comes after so many answers, one after the other. */
let step = 1;
let traceHeader = '';

/** Functions send the header with every call: the SDK by itself, others by hand. On AWS it stays as it is. */
const tellStep = () => {
  process.env['_X_AMZN_TRACE_ID'] = `${traceHeader};Step=${step}`;
};

/**
 * Counts round trips where they can be told for sure: what was sent before an answer came does not depend on it. Seen
 * from the other end, calls sent at one moment may look as if they came one after the other.
 */
const followAnswers = () => {
  /** @type {WeakMap<object, number>} */
  const steps = new WeakMap();
  /** @param {unknown} event */
  const onSent = (event) => void steps.set(Object(event).request, step);
  /** @param {unknown} event */
  const onAnswered = (event) => {
    step = Math.max(step, (steps.get(Object(event).request) ?? 0) + 1);
    tellStep();
  };
  subscribe('http.client.request.start', onSent);
  subscribe('http.client.response.finish', onAnswered);
  subscribe('undici:request:create', onSent);
  subscribe('undici:request:headers', onAnswered);
};

/**
 * `errorType` and `errorMessage` as Lambda's Node runtime reports them.
 * @param {unknown} error
 */
const toFailure = (error) =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, stack: error.stack ?? '' }
    : { errorType: typeof error, errorMessage: String(error), stack: '' };

/** @param {string} name @param {string} message */
const runtimeError = (name, message) => Object.assign(new Error(message), { name });

const reportFaults = () => {
  process.on('unhandledRejection', (reason) => {
    const failure = {
      ...toFailure(reason),
      errorType: 'Runtime.UnhandledPromiseRejection',
      errorMessage: String(reason),
    };
    port.postMessage({ kind: 'fault', failure });
    process.exit(EXIT_OF_UNHANDLED_REJECTION);
  });
  process.on('uncaughtException', (error) => {
    port.postMessage({ kind: 'fault', failure: toFailure(error) });
    process.exit(EXIT_OF_UNCAUGHT_EXCEPTION);
  });
};

/** @param {string} file */
const importModule = async (file) => {
  try {
    return await import(pathToFileURL(file).href);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND') {
      throw runtimeError('Runtime.ImportModuleError', String(error));
    }
    if (error instanceof SyntaxError) throw runtimeError('Runtime.UserCodeSyntaxError', String(error));
    throw error;
  }
};

/** @returns {Promise<Handler>} */
const loadHandler = async () => {
  const [, module = '', path = ''] = /^(.*?[^/.]+)\.([^/]+)$/.exec(handlerName) ?? [];
  if (path === '') throw runtimeError('Runtime.MalformedHandlerName', 'Bad handler');

  const file = ['', '.js', '.mjs', '.cjs'].map((extension) => join(taskRoot, `${module}${extension}`)).find(existsSync);
  if (file === undefined) throw runtimeError('Runtime.ImportModuleError', `Error: Cannot find module '${module}'`);

  const namespace = await importModule(file);
  /** @param {unknown} start */
  const follow = (start) =>
    path
      .split('.')
      .reduce((value, name) => (value === undefined || value === null ? undefined : Object(value)[name]), start);
  // A CommonJS module whose exports cannot be told without running it has them on `default` only.
  const found = follow(namespace) ?? (file.endsWith('.mjs') ? undefined : follow(namespace.default));
  if (typeof found !== 'function') {
    throw runtimeError('Runtime.HandlerNotFound', `${handlerName} is undefined or not exported`);
  }
  if (found.length > 2) {
    // Lambda refuses callbacks from nodejs24.x on; the name of its error is unconfirmed. Older runtimes take them, this one never.
    throw runtimeError(
      'Runtime.CallbackHandlerDeprecated',
      `${handlerName} takes a callback, ${runtime} here takes none`,
    );
  }
  return /** @type {Handler} */ (found);
};

/** @param {unknown} value */
const stringify = (value) => {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch {
    throw new Error('Unable to stringify response body');
  }
};

/** @param {Handler} handle @param {Invocation} invocation */
const run = async (handle, invocation) => {
  const deadline = performance.now() + invocation.timeoutMilliseconds;
  step = 1;
  ({ traceHeader } = invocation);
  tellStep();
  const context = {
    ...invocation.context,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.trunc(deadline - performance.now())),
  };
  try {
    const answer = handle(JSON.parse(invocation.payload), context);
    if (!(answer instanceof Promise)) {
      throw runtimeError(
        'UnsupportedFeatureError',
        `The local runtime does not support handlers that return no promise.`,
      );
    }
    port.postMessage({ kind: 'returned', payload: stringify(await answer) });
  } catch (error) {
    port.postMessage({ kind: 'threw', failure: toFailure(error) });
  }
};

/**
 * Lambda freezes an environment between invocations: work that the handler left behind waits for the next one.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 * @param {number} finished
 */
const freeze = (finished) => Atomics.wait(lastSequence, 0, finished);

/** @param {Handler} handle */
const serve = (handle) => {
  port.on('message', (/** @type {Invocation} */ invocation) => {
    // Connections that the other side closed during the freeze are noticed before the handler uses them.
    setImmediate(() => void run(handle, invocation).then(() => freeze(invocation.sequence)));
  });
  port.postMessage({ kind: 'ready' });
};

followClock();
captureOutput();
followAnswers();
reportFaults();
loadHandler().then(serve, (error) => {
  port.postMessage({ kind: 'fault', failure: toFailure(error) });
  process.exit(1);
});
