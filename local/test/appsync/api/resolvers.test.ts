import { describe, expect, it, vi } from 'vitest';
import type { ResolverContext } from '../../../appsync/js/handler/ResolverCode.ts';
import { UnsupportedFeatureError } from '../../../base/UnsupportedFeatureError.ts';
import { backend, createTestApi, fails, keyHolder, person, returnsEarly, yields } from './TestApi.ts';

const SCHEMA = `
  type Query { echo(text: String, n: Int): String post(id: ID): Post! maybe: Post list: [Post] safe: Post }
  type Post { id: ID! title: String author: Author }
  type Author { name: String! }
`;

describe('a unit resolver', () => {
  it('gives the source what request returned and the field what response returned', async () => {
    const seen: unknown[] = [];
    const { run } = createTestApi(SCHEMA, {
      resolvers: {
        'Query.echo': {
          request: (ctx) => ({ payload: ctx.arguments }),
          response: (ctx) => `got ${JSON.stringify(ctx.result)}`,
          source: 'own',
        },
      },
      sources: { own: async (request) => (seen.push(request), { result: 7 }) },
    });
    expect(await run('{ echo(text: "a") }')).toMatchObject({ data: { echo: 'got 7' } });
    expect(seen).toEqual([{ payload: { text: 'a' } }]);
  });

  it('shows a failed source to the response handler, and swallows the error that the handler ignores', async () => {
    const { run } = createTestApi(SCHEMA, {
      resolvers: { 'Query.echo': { response: (ctx) => ctx.error?.type, source: 'broken' } },
      sources: { broken: async () => ({ result: null, error: { type: 'DynamoDB:X', message: 'no' } }) },
    });
    const response = await run('{ echo }');
    expect(response.data).toEqual({ echo: 'DynamoDB:X' });
    expect(response.errors).toBeUndefined();
  });

  it('skips source and response when request returns early', async () => {
    const source = vi.fn();
    const { run } = createTestApi(SCHEMA, {
      resolvers: { 'Query.echo': { request: () => returnsEarly('early'), response: () => 'late', source: 'own' } },
      sources: { own: source },
    });
    expect((await run('{ echo }')).data).toEqual({ echo: 'early' });
    expect(source).not.toHaveBeenCalled();
  });

  it('puts util.error into errors in full shape and nulls the field', async () => {
    const { run } = createTestApi(SCHEMA, {
      resolvers: {
        'Query.maybe': {
          response: () => fails('no such post', 'NotFound', { data: { id: '1', secret: 's' }, errorInfo: { code: 4 } }),
        },
      },
    });
    expect(await run('{ other: maybe { id } }')).toMatchObject({
      data: { other: null },
      errors: [
        {
          path: ['other'],
          data: { id: '1' },
          errorType: 'NotFound',
          errorInfo: { code: 4 },
          locations: [{ line: 1, column: 3, sourceName: null }],
          message: 'no such post',
        },
      ],
    });
  });

  it('keeps the value beside util.appendError, and filters its data by the selection', async () => {
    const error = { message: 'careful', errorType: 'Warning', data: { id: '1', title: 't' }, errorInfo: null };
    const { run } = createTestApi(SCHEMA, {
      resolvers: { 'Query.maybe': { response: () => yields({ id: '1' }, { appendedErrors: [error] }) } },
    });
    expect(await run('{ maybe { id } }')).toMatchObject({
      data: { maybe: { id: '1' } },
      errors: [{ path: ['maybe'], errorType: 'Warning', data: { id: '1' }, message: 'careful' }],
    });
  });

  it('passes on response headers and logs', async () => {
    const { run, logs } = createTestApi(SCHEMA, {
      resolvers: {
        'Query.echo': {
          response: () => yields('x', { responseHeaders: { 'x-a': '1' }, logs: [{ level: 'error', text: 'hm' }] }),
        },
      },
    });
    expect((await run('{ echo }')).headers).toEqual({ 'x-a': '1' });
    expect(logs).toEqual([{ requestId: 'request-1', origin: 'Query.echo', level: 'error', text: 'hm' }]);
  });

  it('answers 500 by name when a feature is missing', async () => {
    const { run } = createTestApi(SCHEMA, {
      resolvers: { 'Query.echo': { source: 'own' } },
      sources: {
        own: async () => {
          throw new UnsupportedFeatureError('time travel');
        },
      },
    });
    const { rejection, data } = await run('{ echo }');
    expect(data).toBeNull();
    expect(rejection).toMatchObject({ status: 500, errorType: 'UnsupportedFeatureError' });
    expect(rejection?.message).toContain('time travel');
  });

  it('tells nothing of an unexpected fault', async () => {
    const { run } = createTestApi(SCHEMA, {
      resolvers: { 'Query.echo': { source: 'own' } },
      sources: { own: async () => Promise.reject(new Error('secret /home/path')) },
    });
    expect(JSON.stringify(await run('{ echo }'))).not.toContain('secret');
  });
});

describe('ctx', () => {
  const contextOf = async (
    query: string,
    caller = person('ana', ['staff']),
    request = {},
  ): Promise<ResolverContext> => {
    let seen: ResolverContext | undefined;
    const { run } = createTestApi(SCHEMA, {
      resolvers: {
        'Query.post': {
          request: (ctx) => ((seen = { ...ctx, info: { ...ctx.info } }), {}),
          response: () => ({ id: '1' }),
        },
      },
      api: { EnvironmentVariables: { TABLE: 'Messages' } },
    });
    await run(query, caller, request);
    return seen!;
  };

  it('holds arguments, identity, environment, headers and info', async () => {
    const context = await contextOf(
      'query Q($id: ID, $other: Int) { post(id: $id) { id } x: __typename echo(n: $other) }',
      undefined,
      {
        variables: { id: 'p', other: 1, unknown: true },
      },
    );
    expect(context).toMatchObject({
      arguments: { id: 'p' },
      source: null,
      stash: {},
      prev: null,
      env: { TABLE: 'Messages' },
      request: { headers: { host: 'localhost' }, domainName: null },
      identity: {
        sub: 'ana',
        username: 'ana',
        groups: ['staff'],
        defaultAuthStrategy: 'ALLOW',
        issuer: 'issuer',
        sourceIp: ['127.0.0.1'],
      },
    });
    expect(context.info).toEqual({
      fieldName: 'post',
      parentTypeName: 'Query',
      variables: { id: 'p', other: 1, unknown: true },
      selectionSetList: ['id'],
      selectionSetGraphQL: '{\n  id\n}',
    });
  });

  it('lists aliases and opened fragments as paths, without what is skipped', async () => {
    const { info } = await contextOf(
      'query($no: Boolean = false) { post { a: id ...F ... on Post { author { n: name } } title @include(if: $no) } } fragment F on Post { author { name } }',
    );
    expect(info.selectionSetList).toEqual(['a', 'author', 'author/name', 'author/n']);
    expect(info.selectionSetGraphQL).toContain('...F');
  });

  it('has no identity for an API key and the assumed role for IAM', async () => {
    const schema = 'type Query { echo: String @aws_api_key @aws_iam }';
    const seen: unknown[] = [];
    const { run } = createTestApi(schema, {
      resolvers: { 'Query.echo': { response: (ctx) => (seen.push(ctx.identity), null) } },
    });
    await run('{ echo }', keyHolder);
    await run('{ echo }', backend);
    expect(seen[0]).toBeNull();
    expect(seen[1]).toMatchObject({
      userArn: backend.mode === 'AWS_IAM' ? backend.userArn : '',
      username: 'AROA:send',
      cognitoIdentityId: null,
    });
  });
});

describe('a pipeline resolver', () => {
  it('hands each output to the next function and shares the stash', async () => {
    const { run } = createTestApi(SCHEMA, {
      resolvers: {
        'Query.echo': {
          functions: ['first', 'second'],
          request: (ctx) => ((ctx.stash['log'] = ['start']), 'begin'),
          response: (ctx) => JSON.stringify([ctx.prev?.result, ctx.result, ctx.stash]),
        },
      },
      functions: {
        first: {
          request: (ctx) => ({ payload: `${String(ctx.prev?.result)}>` }),
          response: (ctx) => (
            (ctx.stash = { log: [...(ctx.stash['log'] as string[]), 'first'] }),
            `${String(ctx.result)}one`
          ),
        },
        second: { request: (ctx) => ({ payload: `${String(ctx.prev?.result)}>two` }) },
      },
    });
    const { data } = await run('{ echo }');
    expect(JSON.parse(String(data?.['echo']))).toEqual(['begin>one>two', 'begin>one>two', { log: ['start', 'first'] }]);
  });

  it('stops as a whole at an error of one function', async () => {
    const later = vi.fn();
    const { run } = createTestApi(SCHEMA, {
      resolvers: { 'Query.echo': { functions: ['first', 'second'], response: later } },
      functions: { first: { request: () => fails('stop', 'Forbidden') }, second: { request: later } },
    });
    expect(await run('{ echo }')).toMatchObject({ data: { echo: null }, errors: [{ errorType: 'Forbidden' }] });
    expect(later).not.toHaveBeenCalled();
  });

  it.each([
    ['NEXT', 'early+second'],
    ['END', 'early'],
  ] as const)('goes on at %s after an early return in a function', async (skipTo, expected) => {
    const { run } = createTestApi(SCHEMA, {
      resolvers: { 'Query.echo': { functions: ['first', 'second'], response: (ctx) => ctx.prev?.result } },
      functions: {
        first: { request: () => returnsEarly('early', skipTo) },
        second: { request: (ctx) => ({ payload: `${String(ctx.prev?.result)}+second` }) },
      },
    });
    expect((await run('{ echo }')).data).toEqual({ echo: expected });
  });

  it('runs no function after an early return of its own request', async () => {
    const later = vi.fn();
    const { run } = createTestApi(SCHEMA, {
      resolvers: {
        'Query.echo': {
          functions: ['first'],
          request: () => returnsEarly('early'),
          response: (ctx) => ctx.prev?.result,
        },
      },
      functions: { first: { request: later } },
    });
    expect((await run('{ echo }')).data).toEqual({ echo: 'early' });
    expect(later).not.toHaveBeenCalled();
  });
});

describe('a resolver without code', () => {
  it('invokes the Lambda with the whole context and returns its result', async () => {
    const seen: unknown[] = [];
    const { run } = createTestApi(SCHEMA, {
      resolvers: { 'Query.echo': { source: 'lambda' } },
      sources: { lambda: async (request) => (seen.push(request), { result: 'direct' }) },
    });
    expect((await run('{ echo(text: "a") }')).data).toEqual({ echo: 'direct' });
    expect(seen).toMatchObject([
      {
        operation: 'Invoke',
        payload: { arguments: { text: 'a' }, prev: null, stash: {}, info: { fieldName: 'echo', selectionSetList: [] } },
      },
    ]);
  });

  it('raises the error of the Lambda', async () => {
    const { run } = createTestApi(SCHEMA, {
      resolvers: { 'Query.echo': { source: 'lambda' } },
      sources: { lambda: async () => ({ result: null, error: { type: 'Lambda:Unhandled', message: 'thrown' } }) },
    });
    expect((await run('{ echo }')).errors).toMatchObject([
      { errorType: 'Lambda:Unhandled', message: 'thrown', path: ['echo'] },
    ]);
  });
});

describe('time', () => {
  it('ends a waiting Lambda after 30 seconds with its error, and starts nothing later', async () => {
    vi.useFakeTimers();
    try {
      const starts: unknown[] = [];
      const { run } = createTestApi('type Query { a: String } type Mutation { a: String b: String }', {
        resolvers: {
          'Mutation.a': {
            source: 'lambda',
            request: () => ({}),
            response: (ctx) => fails(ctx.error!.message, ctx.error!.type),
          },
          'Mutation.b': { source: 'lambda', request: () => ({}) },
        },
        sources: { lambda: (request) => (starts.push(request), new Promise(() => undefined)) },
      });
      const answer = run('mutation { a b }');
      await vi.advanceTimersByTimeAsync(30_000);
      expect(await answer).toMatchObject({
        data: { a: null, b: null },
        errors: [
          { errorType: 'Lambda:ExecutionTimeoutException', message: 'Execution timed out.', path: ['a'] },
          { errorType: 'Lambda:ExecutionTimeoutException', path: ['b'] },
        ],
      });
      expect(starts).toHaveLength(1);
    } finally {
      vi.useRealTimers();
    }
  });
});
