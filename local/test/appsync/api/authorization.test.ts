import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Caller } from '../../../appsync/identity/Caller.ts';
import { ana, backend, createTestApi, keyHolder, person } from './TestApi.ts';

const MODES = ['API_KEY', 'AWS_IAM', 'AMAZON_COGNITO_USER_POOLS'] as const;
const DIRECTIVES = {
  API_KEY: '@aws_api_key',
  AWS_IAM: '@aws_iam',
  AMAZON_COGNITO_USER_POOLS: '@aws_cognito_user_pools',
};
const CALLERS: Record<(typeof MODES)[number], Caller> = {
  API_KEY: keyHolder,
  AWS_IAM: backend,
  AMAZON_COGNITO_USER_POOLS: ana,
};

describe('the rule of a field', () => {
  it("is its own directives, else its type's, else the default mode", async () => {
    const modes = fc.subarray([...MODES]);
    await fc.assert(
      fc.asyncProperty(modes, modes, fc.constantFrom(...MODES), async (onField, onType, mode) => {
        const write = (set: readonly (typeof MODES)[number][]) => set.map((item) => DIRECTIVES[item]).join(' ');
        const { run } = createTestApi(`type Query ${write(onType)} { echo: String ${write(onField)} }`, {
          resolvers: { 'Query.echo': { response: () => 'x' } },
        });
        const rule = onField.length > 0 ? onField : onType.length > 0 ? onType : ['AMAZON_COGNITO_USER_POOLS'];
        const { data } = await run('{ echo }', CALLERS[mode]);
        expect(data).toEqual({ echo: rule.includes(mode) ? 'x' : null });
      }),
      { numRuns: 80 },
    );
  });

  it('is told with the parent type, in full shape', async () => {
    const { run } = createTestApi('type Query { echo: String @aws_iam }');
    expect(await run('{ e: echo }')).toMatchObject({
      data: { e: null },
      errors: [
        {
          path: ['e'],
          data: null,
          errorType: 'Unauthorized',
          errorInfo: null,
          locations: [{ line: 1, column: 3, sourceName: null }],
          message: 'Not Authorized to access echo on type Query',
        },
      ],
    });
  });

  it("denies the fields of a type that does not carry the caller's mode", async () => {
    const { run } = createTestApi(
      'type Query { post: Post @aws_api_key } type Post { id: ID! title: String @aws_api_key }',
      {
        resolvers: { 'Query.post': { response: () => ({ id: '1', title: 't' }) } },
      },
    );
    expect((await run('{ post { title } }', keyHolder)).data).toEqual({ post: { title: 't' } });
    expect(await run('{ post { id title } }', keyHolder)).toMatchObject({
      data: { post: null },
      errors: [{ path: ['post', 'id'], message: 'Not Authorized to access id on type Post' }],
    });
  });

  it('may ask for one of several groups', async () => {
    const { run } = createTestApi('type Query { echo: String @aws_cognito_user_pools(cognito_groups: ["a", "b"]) }', {
      resolvers: { 'Query.echo': { response: () => 'x' } },
    });
    expect((await run('{ echo }', person('p', ['b', 'c']))).data).toEqual({ echo: 'x' });
    expect((await run('{ echo }', person('p', ['c']))).data).toEqual({ echo: null });
    expect((await run('{ echo }', person('p', null))).data).toEqual({ echo: null });
  });

  it('counts @aws_auth on a Cognito-only API', async () => {
    const { run } = createTestApi('type Query { echo: String @aws_auth(cognito_groups: ["a"]) }', {
      resolvers: { 'Query.echo': { response: () => 'x' } },
      api: { AdditionalAuthenticationProviders: [] },
    });
    expect((await run('{ echo }', person('p', ['a']))).data).toEqual({ echo: 'x' });
    expect((await run('{ echo }', ana)).data).toEqual({ echo: null });
  });

  it('is nobody without a directive under DENY', async () => {
    const { run } = createTestApi('type Query { open: String closed: String @aws_cognito_user_pools }', {
      resolvers: { 'Query.closed': { response: () => 'x' }, 'Query.open': { response: () => 'x' } },
      api: { AdditionalAuthenticationProviders: [], UserPoolConfig: { UserPoolId: 'pool1', DefaultAction: 'DENY' } },
    });
    expect((await run('{ open closed }')).data).toEqual({ open: null, closed: 'x' });
  });

  it('runs no resolver for a caller that it denies', async () => {
    let runs = 0;
    const { run } = createTestApi('type Query { echo: String @aws_iam }', {
      resolvers: { 'Query.echo': { request: () => (runs += 1) } },
    });
    await run('{ echo }');
    expect(runs).toBe(0);
  });
});

describe('IAM', () => {
  const schema = 'type Query { a: String @aws_iam b: String @aws_iam } type Mutation { a: String @aws_iam }';

  it('is asked for each root field by its ARN', async () => {
    const { run, asked } = createTestApi(schema);
    await run('{ x: a ...F __typename } fragment F on Query { b y: a }', backend);
    expect(asked).toEqual(
      ['a', 'b'].map((field) => ({
        roleArn: 'arn:aws:iam::000000000000:role/Send',
        action: 'appsync:GraphQL',
        resource: `arn:aws:appsync:us-east-1:000000000000:apis/api1/types/Query/fields/${field}`,
      })),
    );
  });

  it('refuses the whole request for one denied field', async () => {
    let runs = 0;
    const { run } = createTestApi(schema, {
      resolvers: { 'Query.a': { response: () => String((runs += 1)) } },
      denies: ({ resource }) => resource.endsWith('/fields/b'),
    });
    expect(await run('{ a b }', backend)).toMatchObject({
      data: null,
      rejection: { status: 401, errorType: 'UnauthorizedException', message: 'Permission denied' },
    });
    expect(runs).toBe(0);
  });

  it('is not asked about people', async () => {
    const { run, asked } = createTestApi(schema);
    await run('{ a }');
    expect(asked).toEqual([]);
  });
});
