import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { REQUEST_ID, runFunctions } from './runFunctions.ts';

const returned = (payload: unknown): unknown => ({ kind: 'returned', payload });
const textLike = (pattern: RegExp): unknown => expect.stringMatching(pattern);

describe('a function', () => {
  it('answers with what its handler returns, as JSON', async () => {
    await using fn = runFunctions({ code: 'export const handler = async (event) => ({ ...event, gone: undefined });' });

    expect(await fn.invoke({ a: [1, null, 'x'] })).toEqual(returned({ a: [1, null, 'x'] }));
  });

  it('answers null for undefined and takes undefined as null', async () => {
    await using fn = runFunctions({
      code: 'export const handler = async (event) => { if (event !== null) throw 1; };',
    });

    expect(await fn.invoke(undefined)).toEqual(returned(null));
  });

  it.each([
    ['CommonJS in .js', { 'index.js': 'exports.handler = async () => typeof require;' }, 'function'],
    ['CommonJS in .cjs', { 'index.cjs': 'exports.handler = async () => typeof require;' }, 'function'],
    [
      'ES modules in .js by their own package.json',
      { 'index.js': 'export const handler = async () => typeof import.meta.url;', 'package.json': '{"type":"module"}' },
      'string',
    ],
    [
      'several files',
      {
        'index.js': "exports.handler = async () => require('./lib/other').name;",
        'lib/other.js': "exports.name = 'other';",
      },
      'other',
    ],
  ])('is loaded from %s', async (_, code, expected) => {
    await using fn = runFunctions({ code });

    expect(await fn.invoke()).toEqual(returned(expected));
  });

  it('is loaded from a handler below the root', async () => {
    await using fn = runFunctions({
      code: { 'src/send.mjs': "export const run = async () => 'nested';" },
      properties: { Handler: 'src/send.run' },
    });

    expect(await fn.invoke()).toEqual(returned('nested'));
  });

  it('sees the variables of its template and of Lambda, and nothing of the host', async () => {
    process.env['HOST_ONLY'] = 'secret';
    await using fn = runFunctions({
      code: 'export const handler = async () => process.env;',
      properties: { Environment: { Variables: { TABLE: 'users' } }, MemorySize: 256 },
    });

    expect(await fn.invoke()).toEqual(
      returned({
        TABLE: 'users',
        _HANDLER: 'index.handler',
        _X_AMZN_TRACE_ID: expect.stringMatching(
          /^Root=1-0f0e0d0c-0b0a49088706050403020100;Parent=[0-9a-f]{16};Sampled=0;Step=1$/,
        ) as string,
        AWS_REGION: 'us-east-1',
        AWS_DEFAULT_REGION: 'us-east-1',
        AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
        AWS_LAMBDA_FUNCTION_NAME: 'fn',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
        AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/fn',
        AWS_LAMBDA_LOG_STREAM_NAME: textLike(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/),
        AWS_ACCESS_KEY_ID: 'ASIAKEY',
        AWS_SECRET_ACCESS_KEY: 'secret',
        AWS_SESSION_TOKEN: `token of ${fn.stack.resource('FunctionRole').attributes['Arn']}`,
        AWS_ENDPOINT_URL_DYNAMODB: 'http://localhost:1',
        AWS_ENDPOINT_URL_SECRETS_MANAGER: 'http://localhost:1',
        AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: 'http://localhost:1',
        HOME: textLike(/./),
        LAMBDA_TASK_ROOT: textLike(/./),
        LANG: 'en_US.UTF-8',
        PATH: '/usr/local/bin:/usr/bin:/bin',
        TZ: ':UTC',
      }),
    );
  });

  it('gets a context that tells the time left', async () => {
    await using fn = runFunctions({
      code: 'export const handler = async (_, context) => ({ ...context, left: context.getRemainingTimeInMillis() });',
      properties: { Timeout: 7 },
    });
    const outcome = await fn.invoke();

    expect(outcome).toMatchObject({
      payload: {
        functionName: 'fn',
        functionVersion: '$LATEST',
        invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:fn',
        memoryLimitInMB: '128',
        logGroupName: '/aws/lambda/fn',
        awsRequestId: textLike(/^[0-9a-f-]{36}$/),
      },
    });
    const { left } = (outcome as { payload: { left: number } }).payload;
    expect(left).toBeGreaterThan(5000);
    expect(left).toBeLessThanOrEqual(7000);
  });

  it("follows the runtime's clock, in every way of asking for now", async () => {
    await using fn = runFunctions({
      code: `export const handler = async () => [
        Date.now(), new Date().getTime(), new Date(Date()).getTime(), new (new Date(0).constructor)().getTime(),
        new Date(5).getTime(), new Date() instanceof Date, Date.UTC(2020, 0), Object.prototype.toString.call(new Date()),
      ];`,
    });
    fn.clock.set(Date.UTC(2040, 1, 1));
    const outcome = await fn.invoke();
    const [now, constructed, called, inherited, ...others] = (outcome as { payload: number[] }).payload;

    for (const moment of [now, constructed, called, inherited]) {
      expect(Math.abs(moment! - fn.clock.now())).toBeLessThan(5000);
    }
    expect(others).toEqual([5, true, Date.UTC(2020, 0), '[object Date]']);

    fn.clock.advance(86_400_000);
    const later = (await fn.invoke()) as { payload: number[] };
    expect(later.payload[0]! - now!).toBeGreaterThanOrEqual(86_400_000);
  });

  it('finds no package outside of its asset', async () => {
    await using fn = runFunctions({ code: "import 'graphql'; export const handler = async () => 1;" });

    expect(await fn.invoke()).toMatchObject({ kind: 'failed', errorType: 'Runtime.ImportModuleError' });
  });

  it('writes to the log under its name and request', async () => {
    await using fn = runFunctions({
      code: "export const handler = async () => { console.log('out', { a: 1 }); console.error('err'); };",
    });
    await fn.invoke();

    const about = { functionName: 'fn', requestId: REQUEST_ID };
    expect(fn.logs).toMatchObject([
      { ...about, stream: 'stdout', text: 'out { a: 1 }' },
      { ...about, stream: 'stderr', text: 'err' },
    ]);
  });
});

describe('an invocation fails', () => {
  it.each<[string, string | Record<string, string>, { errorType: string; errorMessage: unknown }]>([
    [
      'with the name and message of what was thrown',
      'export const handler = async () => { throw new RangeError("too far"); };',
      { errorType: 'RangeError', errorMessage: 'too far' },
    ],
    [
      'when no Error was thrown',
      'export const handler = async () => { throw "text"; };',
      { errorType: 'string', errorMessage: 'text' },
    ],
    [
      'when the process ends with a status',
      'export const handler = async () => process.exit(7);',
      {
        errorType: 'Runtime.ExitError',
        errorMessage: textLike(/^RequestId: \S{36} Error: Runtime exited with error: exit status 7$/),
      },
    ],
    [
      'when the process ends quietly',
      'export const handler = async () => process.exit();',
      {
        errorType: 'Runtime.ExitError',
        errorMessage: textLike(/Error: Runtime exited without providing a reason$/),
      },
    ],
    [
      'when a promise is left rejected',
      'export const handler = () => { void Promise.reject(new Error("lost")); return new Promise(() => {}); };',
      { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: 'Error: lost' },
    ],
    [
      'when an exception is uncaught',
      'export const handler = () => new Promise(() => setImmediate(() => { throw new TypeError("late"); }));',
      { errorType: 'TypeError', errorMessage: 'late' },
    ],
    [
      'when the answer is no JSON',
      'export const handler = async () => 1n;',
      { errorType: 'Error', errorMessage: 'Unable to stringify response body' },
    ],
    [
      'when the answer is too large',
      'export const handler = async () => "x".repeat(6_291_456);',
      { errorType: 'Function.ResponseSizeTooLarge', errorMessage: expect.stringContaining('6291456 bytes') },
    ],
    [
      'when the module does not exist',
      { 'other.mjs': '' },
      { errorType: 'Runtime.ImportModuleError', errorMessage: "Error: Cannot find module 'index'" },
    ],
    [
      'when the handler is not exported',
      'export const handel = 1;',
      { errorType: 'Runtime.HandlerNotFound', errorMessage: 'index.handler is undefined or not exported' },
    ],
    [
      'when the code does not parse',
      'export const handler = (',
      { errorType: 'Runtime.UserCodeSyntaxError', errorMessage: expect.stringContaining('SyntaxError') },
    ],
    [
      'when loading throws',
      'throw new RangeError("no variable");',
      { errorType: 'RangeError', errorMessage: 'no variable' },
    ],
    [
      'when the handler takes a callback',
      'export const handler = async (event, context, callback) => 1;',
      { errorType: 'Runtime.CallbackHandlerDeprecated', errorMessage: expect.any(String) },
    ],
    [
      'when the handler returns no promise',
      'export const handler = () => 1;',
      { errorType: 'UnsupportedFeatureError', errorMessage: expect.stringContaining('return no promise') },
    ],
  ])('%s', async (_, code, failure) => {
    await using fn = runFunctions({ code });

    expect(await fn.invoke()).toEqual({ kind: 'failed', ...failure });
  });

  it('when its time is over, even in a loop without end, and the next starts anew', async () => {
    await using fn = runFunctions({
      code: 'let n = 0; export const handler = async (stuck) => { n += 1; while (stuck) {} return n; };',
      properties: { Timeout: 1 },
    });

    expect(await fn.invoke(false)).toEqual(returned(1));
    expect(await fn.invoke(true)).toEqual({
      kind: 'failed',
      errorType: 'Sandbox.Timedout',
      errorMessage: textLike(/^\d{4}-\S+Z [0-9a-f-]{36} Task timed out after 1\.00 seconds$/),
    });
    expect(await fn.invoke(false)).toEqual(returned(1));
  });

  it('when it outgrows its memory', async () => {
    await using fn = runFunctions({
      code: 'export const handler = async () => { const kept = []; for (;;) kept.push(new Array(1e6).fill({})); };',
      properties: { Timeout: 20, MemorySize: 128 },
    });

    expect(await fn.invoke()).toMatchObject({ kind: 'failed', errorType: 'Runtime.ExitError' });
  });

  it('when the event is too large, without running', async () => {
    await using fn = runFunctions({ code: 'console.log("started"); export const handler = async () => 1;' });

    expect(await fn.invoke('x'.repeat(6_291_456))).toMatchObject({ errorType: 'RequestTooLargeException' });
    expect(fn.logs).toEqual([]);
  });

  it('and stays warm after an error that it threw itself', async () => {
    await using fn = runFunctions({
      code: 'let n = 0; export const handler = async (fail) => { n += 1; if (fail) throw new Error("x"); return n; };',
    });
    await fn.invoke(true);

    expect(await fn.invoke(false)).toEqual(returned(2));
  });
});

describe('environments', () => {
  const COUNTING = 'let n = 0; export const handler = async () => (n += 1);';
  const WAITING = `import { setTimeout } from 'node:timers/promises';
    let n = 0; export const handler = async () => { n += 1; console.log('at work'); await setTimeout(150); return n; };`;

  it('are reused one invocation after the other', async () => {
    await using fn = runFunctions({ code: COUNTING });

    expect([await fn.invoke(), await fn.invoke(), await fn.invoke()]).toEqual([1, 2, 3].map(returned));
  });

  it('run one invocation each; more at once start more', async () => {
    await using fn = runFunctions({ code: WAITING });

    expect(await Promise.all([fn.invoke(), fn.invoke(), fn.invoke()])).toEqual([1, 1, 1].map(returned));
  });

  it('let invocations beyond the cap wait in line', async () => {
    await using fn = runFunctions({ code: WAITING, maxConcurrency: 1 });

    expect(await Promise.all([fn.invoke(), fn.invoke(), fn.invoke()])).toEqual([1, 2, 3].map(returned));
  });

  it('refuse what goes beyond the reserved concurrency', async () => {
    await using fn = runFunctions({ code: WAITING, properties: { ReservedConcurrentExecutions: 1 } });
    const first = fn.invoke();

    expect(await fn.invoke()).toEqual({
      kind: 'failed',
      errorType: 'TooManyRequestsException',
      errorMessage: 'Rate Exceeded.',
    });
    expect(await first).toEqual(returned(1));
    expect(await fn.invoke()).toEqual(returned(2));
  });

  it('are frozen between invocations, so that work left behind waits for the next one', async () => {
    await using fn = runFunctions({
      code: `import { setTimeout } from 'node:timers/promises';
        let done = 0; export const handler = async (wait) => {
          if (wait) await setTimeout(wait); else void setTimeout(80).then(() => { done = Date.now(); });
          return [done, Date.now()];
        };`,
    });
    const [, answeredAt] = ((await fn.invoke(0)) as { payload: number[] }).payload;
    // That something does not happen takes time to show.
    await setTimeout(300);
    const [doneAt] = ((await fn.invoke(100)) as { payload: number[] }).payload;

    expect(doneAt! - answeredAt!).toBeGreaterThan(290);
  });

  it('end when they have been idle', async () => {
    await using fn = runFunctions({ code: COUNTING, idleMilliseconds: 0 });
    await fn.invoke();

    await vi.waitFor(async () => {
      expect(await fn.invoke()).toEqual(returned(1));
    });
  });

  it('fail what runs and what waits when they are stopped', async () => {
    await using fn = runFunctions({ code: WAITING, maxConcurrency: 1 });
    const running = fn.invoke();
    const waiting = fn.invoke();
    await fn.logged('at work');
    await fn.stop();

    expect(await running).toMatchObject({ kind: 'failed', errorType: 'Runtime.ExitError' });
    expect(await waiting).toMatchObject({ kind: 'failed', errorType: 'ServiceException' });
    expect(await fn.invoke()).toMatchObject({ kind: 'failed', errorType: 'ServiceException' });
  });
});

describe('an asynchronous invocation', () => {
  it('answers null at once and runs', async () => {
    await using fn = runFunctions({ code: "export const handler = async (event) => console.log('got', event);" });

    expect(await fn.invoke('e', { invocationType: 'Event' })).toEqual(returned(null));
    expect(fn.logs).toEqual([]);
    expect(await fn.logged('got e')).toMatchObject({ stream: 'stdout' });
  });

  it('tells the log alone that it failed', async () => {
    await using fn = runFunctions({ code: "export const handler = async () => { throw new Error('unseen'); };" });

    expect(await fn.invoke(1, { invocationType: 'Event' })).toEqual(returned(null));
    expect(await fn.logged('Error: unseen')).toMatchObject({ stream: 'platform' });
  });
});
