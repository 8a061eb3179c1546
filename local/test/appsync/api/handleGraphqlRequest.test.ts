import { describe, expect, it } from 'vitest';
import { handleGraphqlRequest } from '../../../appsync/api/handleGraphqlRequest.ts';
import type { Authenticator, Credentials } from '../../../appsync/identity/Authenticator.ts';
import type { ResolverContext } from '../../../appsync/js/handler/ResolverCode.ts';
import { ana, createTestApi, yields } from './TestApi.ts';

const common = { path: '/graphql', peerAddress: '127.0.0.1' };

function create(): {
  post: (body: string, headers?: Record<string, string>) => ReturnType<typeof handleGraphqlRequest>;
  get: (parameters: Record<string, string>) => ReturnType<typeof handleGraphqlRequest>;
  asked: Credentials[];
  contexts: ResolverContext[];
} {
  const contexts: ResolverContext[] = [];
  const { api } = createTestApi(
    'type Query { echo(id: ID): String } type Mutation { write: String } type Subscription { on: String }',
    {
      resolvers: {
        'Query.echo': { response: (ctx) => (contexts.push(ctx), yields('x', { responseHeaders: { 'x-own': '1' } })) },
        'Mutation.write': { response: () => yields('written', {}) },
      },
    },
  );
  const asked: Credentials[] = [];
  const authenticator: Authenticator = {
    authenticate: async (credentials) => {
      asked.push(credentials);
      if (credentials.headers['authorization'] === 'ana') return { caller: ana };
      return { refusal: { errorType: 'UnauthorizedException', message: 'Valid authorization header not provided.' } };
    },
  };
  const post = (body: string, headers: Record<string, string> = { authorization: 'ana' }) =>
    handleGraphqlRequest({ ...common, method: 'POST', query: '', body, headers }, { api, authenticator });
  const get = (parameters: Record<string, string>) => {
    const query = new URLSearchParams(parameters).toString();
    const headers = { authorization: 'ana' };
    return handleGraphqlRequest({ ...common, method: 'GET', query, body: '', headers }, { api, authenticator });
  };
  return { post, get, asked, contexts };
}

describe('POST /graphql', () => {
  it("answers 200 with data, a request id and the resolver's headers", async () => {
    const answer = await create().post('{"query":"{ echo }","extensions":{"clientLibrary":{}},"unknown":1}');
    expect(answer).toMatchObject({
      status: 200,
      body: '{"data":{"echo":"x"}}',
      summary: { rootFields: ['Query.echo'], errorTypes: [] },
    });
    expect(answer.headers).toMatchObject({ 'x-own': '1', 'x-amzn-RequestId': answer.summary.requestId });
  });

  it.each([
    ['', 'Request body is empty.'],
    ['meow', 'Unable to parse GraphQL query.'],
    ['{}', 'Unable to parse GraphQL query.'],
    ['[]', 'Unable to parse GraphQL query.'],
    ['[{"query":"{ echo }"}]', 'Unable to parse GraphQL query.'],
    ['{"query":"{ echo"}', 'Unable to parse GraphQL query.'],
    ['{"query":1}', 'Unable to parse GraphQL query.'],
    ['{"query":"{ echo }","variables":[]}', 'Unable to parse GraphQL query.'],
    ['query=%7B+echo+%7D', 'Unable to parse GraphQL query.'],
  ])('answers 400 to %j', async (body, message) => {
    const answer = await create().post(body);
    expect(answer).toMatchObject({ status: 400, headers: { 'x-amzn-ErrorType': 'MalformedHttpRequestException' } });
    expect(JSON.parse(answer.body)).toEqual({ errors: [{ errorType: 'MalformedHttpRequestException', message }] });
  });

  it('answers 400 to several operations without a name', async () => {
    const answer = await create().post('{"query":"query A { echo } query B { echo }"}');
    expect(answer.status).toBe(400);
    expect(answer.body).toBe('{"errors":[{"errorType":"BadRequestException","message":"Missing operation name."}]}');
  });

  it('answers 401 before it looks at the body', async () => {
    const answer = await create().post('meow', {});
    expect(answer).toMatchObject({ status: 401, headers: { 'x-amzn-ErrorType': 'UnauthorizedException' } });
    expect(answer.body).toBe(
      '{"errors":[{"errorType":"UnauthorizedException","message":"Valid authorization header not provided."}]}',
    );
  });

  it('answers 200 to what does not validate, and to a subscription', async () => {
    const { post } = create();
    expect(await post('{"query":"{ nope }"}')).toMatchObject({
      status: 200,
      body: expect.stringContaining('"data":null') as string,
    });
    expect(await post('{"query":"subscription { on }"}')).toMatchObject({
      status: 200,
      summary: { errorTypes: ['UnsupportedOperation'] },
    });
  });

  it('refuses a body of more than 1 MB, counted in bytes', async () => {
    const { post, asked } = create();
    expect((await post('é'.repeat(600_000))).status).toBe(413);
    expect(asked).toEqual([]);
  });

  it('gives resolvers the headers without cookies, and the authenticator what was signed', async () => {
    const { post, asked, contexts } = create();
    await post('{"query":"{ echo }"}', {
      authorization: 'ana',
      cookie: 'secret',
      'x-forwarded-for': '1.2.3.4, 5.6.7.8',
    });
    expect(contexts[0]!.request.headers).toEqual({ authorization: 'ana', 'x-forwarded-for': '1.2.3.4, 5.6.7.8' });
    expect(asked[0]).toMatchObject({
      method: 'POST',
      path: '/graphql',
      body: '{"query":"{ echo }"}',
      sourceIp: ['1.2.3.4', '5.6.7.8', '127.0.0.1'],
    });
  });
});

describe('GET /graphql', () => {
  it('takes the query, its variables as JSON and the name of the operation from the URL', async () => {
    const { get, contexts, asked } = create();
    const query = 'query One($id: ID) { echo(id: $id) } query Two { __typename }';

    const answer = await get({ query, variables: '{"id":"7&8"}', operationName: 'One', extensions: '{}' });

    expect(answer).toMatchObject({ status: 200, body: '{"data":{"echo":"x"}}' });
    expect(contexts[0]!.arguments).toEqual({ id: '7&8' });
    expect(asked[0]).toMatchObject({
      method: 'GET',
      body: '',
      path: expect.stringMatching(/^\/graphql\?query=/) as string,
    });
  });

  it('runs mutations too', async () => {
    expect((await create().get({ query: 'mutation { write }' })).body).toBe('{"data":{"write":"written"}}');
  });

  it.each([
    [{}],
    [{ query: '' }],
    [{ query: '{ echo' }],
    [{ query: '{ echo }', variables: '' }],
    [{ query: '{ echo }', variables: '{' }],
    [{ query: '{ echo }', variables: '[]' }],
  ])('answers 400 to %j', async (parameters) => {
    const answer = await create().get(parameters);
    expect(answer).toMatchObject({ status: 400, headers: { 'x-amzn-ErrorType': 'MalformedHttpRequestException' } });
  });
});
