import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTestApi } from './TestApi.ts';

const SCHEMA = `
  enum Color { RED BLUE }
  interface Node { id: ID! }
  input Filter { limit: Int! tags: [String!] }
  type Query {
    echo(text: String, n: Int, flag: Boolean, filter: Filter, json: AWSJSON, phone: AWSPhone, required: ID): String
    need(id: ID!): String
    post: Post
    posts: [Post]
    strict: Post!
    node: Node
  }
  type Mutation { one(n: Int): Int two(n: Int): Int }
  type Post implements Node { id: ID! title: String! tags: [String!] color: Color at: AWSDateTime json: AWSJSON count: Int constructor: String child: Post }
`;

const withPost = (post: unknown) => createTestApi(SCHEMA, { resolvers: { 'Query.post': { response: () => post } } });

describe('a document that does not validate', () => {
  const { run } = createTestApi(SCHEMA);

  it.each([
    ['{ nope }', "Validation error of type FieldUndefined: Field 'nope' in type 'Query' is undefined @ 'nope'"],
    [
      '{ post { id titel } }',
      "Validation error of type FieldUndefined: Field 'titel' in type 'Post' is undefined @ 'post/titel'",
    ],
    [
      '{ echo(json: {a: 1}) }',
      "Validation error of type WrongType: argument 'json' with value 'ObjectValue{objectFields=[ObjectField{name='a', value=IntValue{value=1}}]}' is not a valid 'AWSJSON' @ 'echo'",
    ],
    [
      '{ echo(n: "1") }',
      "Validation error of type WrongType: argument 'n' with value 'StringValue{value='1'}' is not a valid 'Int' @ 'echo'",
    ],
    [
      '{ echo(filter: {limit: "x"}) }',
      "Validation error of type WrongType: argument 'filter.limit' with value 'StringValue{value='x'}' is not a valid 'Int' @ 'echo'",
    ],
    [
      '{ echo(filter: {}) }',
      "Validation error of type WrongType: argument 'filter' with value 'ObjectValue{objectFields=[]}' is missing required fields '[limit]' @ 'echo'",
    ],
    [
      '{ echo(filter: {limit: 1, evil: 2}) }',
      "Validation error of type WrongType: argument 'filter.evil' with value 'IntValue{value=2}' contains a field not in 'Filter': 'evil' @ 'echo'",
    ],
    [
      '{ echo(phone: "1110004444") }',
      "Validation error of type WrongType: argument 'phone' with value 'StringValue{value='1110004444'}' is not a valid 'AWSPhone' @ 'echo'",
    ],
    ['{ need }', "Validation error of type MissingFieldArgument: Missing field argument 'id' @ 'need'"],
    ['{ echo(x: 1) }', "Validation error of type UnknownArgument: Unknown field argument x @ 'echo'"],
    [
      '{ post }',
      "Validation error of type SubSelectionRequired: Subselection required for type 'Post' of field 'post' @ 'post'",
    ],
    ['{ echo(n: $n) }', "Validation error of type UndefinedVariable: Undefined variable 'n' @ 'echo'"],
    [
      'query($n: String) { echo(n: $n) }',
      "Validation error of type VariableTypeMismatch: Variable 'n' of type 'String' used in position expecting type 'Int' @ 'echo'",
    ],
    ['query($n: Nope) { echo(n: $n) }', "Validation error of type UnknownType: Unknown type Nope @ ''"],
    ['{ post { ...F } }', "Validation error of type UndefinedFragment: Undefined fragment 'F' @ 'post'"],
  ])('answers %s in the words of graphql-java', async (query, message) => {
    const response = await run(query);
    expect(response.data).toBeNull();
    expect(response.errors?.map((error) => error.message)).toContain(message);
    expect(response.errors?.[0]).toMatchObject({ path: null, locations: [{ sourceName: null }] });
    expect(response.rejection).toBeUndefined();
  });

  it('never suggests a name', async () => {
    for (const query of [
      '{ ecko }',
      '{ post { titl } }',
      '{ echo(txt: "") }',
      '{ echo(filter: {limi: 1, limit: 2}) }',
      'query($f: Filte) { echo(filter: $f) }',
    ]) {
      expect(JSON.stringify(await run(query))).not.toContain('Did you mean');
    }
  });

  it('answers anything at all without an unexpected throw', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string(), fc.stringMatching(/^\{ ?(echo|post|nope|\{|\}|\(|\)|"|\$|\.\.\.|on|Post| ){0,12}$/)),
        async (query) => {
          const response = await run(query);
          expect(response.data === null || response.errors === undefined || response.errors.length > 0).toBe(true);
        },
      ),
    );
  });
});

describe('introspection', () => {
  it('is there unless the API disables it', async () => {
    expect((await createTestApi(SCHEMA).run('{ __schema { queryType { name } } }')).data).toMatchObject({
      __schema: { queryType: { name: 'Query' } },
    });
  });

  it('is an undefined field when disabled, while __typename stays', async () => {
    const { run } = createTestApi(SCHEMA, { api: { IntrospectionConfig: 'DISABLED' } });
    for (const field of ['__schema', '__type']) {
      const query = field === '__type' ? '{ __type(name: "Post") { name } }' : '{ __schema { types { name } } }';
      expect((await run(query)).errors).toMatchObject([
        {
          message: `Validation error of type FieldUndefined: Field '${field}' in type 'Query' is undefined @ '${field}'`,
        },
      ]);
    }
    expect((await run('{ __typename }')).data).toEqual({ __typename: 'Query' });
  });
});

describe('variables', () => {
  const { run } = createTestApi(SCHEMA, {
    resolvers: { 'Query.echo': { response: (ctx) => JSON.stringify(ctx.arguments) } },
  });
  const errorOf = async (declaration: string, use: string, variables: Record<string, unknown>) => {
    const response = await run(`query(${declaration}) { echo(${use}) }`, undefined, { variables });
    expect(response).toMatchObject({ data: null, errors: [{ path: null, locations: [{ sourceName: null }] }] });
    return response.errors![0]!.message;
  };

  it('are refused in the words of AppSync', async () => {
    expect(await errorOf('$f: Boolean!', 'flag: $f', {})).toBe(
      "Variable 'f' has coerced Null value for NonNull type 'Boolean!'",
    );
    expect(await errorOf('$f: Boolean!', 'flag: $f', { f: null })).toBe(
      "Variable 'f' has coerced Null value for NonNull type 'Boolean!'",
    );
    expect(await errorOf('$p: AWSPhone', 'phone: $p', { p: '1110004444' })).toBe(
      "Variable 'p' has an invalid value. Unable to parse `1110004444` as a valid phone number.",
    );
    expect(await errorOf('$n: Int', 'n: $n', { n: 2 ** 31 })).toBe(
      "Variable 'n' has an invalid value. Expected a value that can be converted to type 'Int'.",
    );
    expect(await errorOf('$x: Filter', 'filter: $x', { x: { limit: 1, ownerId: 'me' } })).toContain("'ownerId'");
    expect(await errorOf('$j: AWSJSON', 'json: $j', { j: { a: 1 } })).toContain('has an invalid value');
  });

  it('of AWSJSON are parsed before the resolver sees them', async () => {
    const { data } = await run('query($j: AWSJSON) { echo(json: $j) }', undefined, { variables: { j: '{"a":[1]}' } });
    expect(JSON.parse(String(data?.['echo']))).toEqual({ json: { a: [1] } });
  });

  it('do not reach a prototype', async () => {
    const variables = JSON.parse('{"j":"{\\"__proto__\\":{\\"polluted\\":1}}","__proto__":{"polluted":1}}') as Record<
      string,
      unknown
    >;
    await run('query($j: AWSJSON) { echo(json: $j) }', undefined, { variables });
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

describe('values', () => {
  it('are written as they are, AWSJSON as JSON', async () => {
    const { run } = withPost({ id: 1, title: 't', at: '2026-01-02T03:04:05Z', json: { a: 1 }, color: 'RED', count: 2 });
    expect((await run('{ post { id title at json color count } }')).data).toEqual({
      post: { id: '1', title: 't', at: '2026-01-02T03:04:05Z', json: '{"a":1}', color: 'RED', count: 2 },
    });
  });

  it.each([
    [
      'at',
      'yesterday',
      "Can't serialize value (/post/at) : Unable to serialize `yesterday` as a valid DateTime Object.",
    ],
    ['count', 2 ** 31, "Can't serialize value (/post/count) : Expected a value that can be converted to type 'Int'."],
    ['color', 'GREEN', `Can't serialize value (/post/color) : Invalid input for Enum 'Color'. Unknown value "GREEN"`],
  ])('that do not fit %s null the field', async (field, value, message) => {
    const { run } = withPost({ id: '1', [field]: value });
    const response = await run(`{ post { id ${field} } }`);
    expect(response.data).toEqual({ post: { id: '1', [field]: null } });
    expect(response.errors).toMatchObject([{ message, path: ['post', field] }]);
  });

  it('of the wrong shape are told without locations', async () => {
    const { run } = createTestApi(SCHEMA, {
      resolvers: { 'Query.posts': { response: () => ({ items: [] }) }, 'Query.post': { response: () => [] } },
    });
    expect(await run('{ posts { id } post { id } }')).toMatchObject({
      data: { posts: null, post: null },
      errors: [
        {
          locations: null,
          message: "Can't resolve value (/posts) : type mismatch error, expected type LIST, got OBJECT",
        },
        {
          locations: null,
          message: "Can't resolve value (/post) : type mismatch error, expected type OBJECT, got LIST",
        },
      ],
    });
  });

  it('bubble null to the nearest nullable parent', async () => {
    const { run } = createTestApi(SCHEMA, {
      resolvers: {
        'Query.posts': { response: () => [{ id: '1', title: 'a' }, { id: '2' }] },
        'Query.strict': { response: () => null },
      },
    });
    expect(await run('{ posts { id title } }')).toMatchObject({
      data: { posts: [{ id: '1', title: 'a' }, null] },
      errors: [
        {
          path: ['posts', 1, 'title'],
          message: "Cannot return null for non-nullable type: 'String' within parent 'Post' (/posts[1]/title)",
        },
      ],
    });
    expect(await run('{ strict { id } }')).toMatchObject({
      data: null,
      errors: [{ message: expect.stringContaining("'Post' within parent 'Query' (/strict)") as string }],
    });
  });

  it('come from own properties only', async () => {
    const { run } = withPost({ id: '1' });
    expect((await run('{ post { id constructor child { id } } }')).data).toEqual({
      post: { id: '1', constructor: null, child: null },
    });
  });

  it('of an interface say their type by __typename', async () => {
    const { run } = createTestApi(SCHEMA, {
      resolvers: { 'Query.node': { response: () => ({ __typename: 'Post', id: '9', title: 'x' }) } },
    });
    expect((await run('{ node { id ... on Post { title } } }')).data).toEqual({ node: { id: '9', title: 'x' } });
  });
});

describe('operations', () => {
  const { run } = createTestApi(SCHEMA, {
    resolvers: { 'Query.echo': { response: (ctx) => String(ctx.arguments['text']) } },
  });

  it('are chosen by name, and refused without one', async () => {
    const query = 'query A { echo(text: "a") } query B { echo(text: "b") }';
    expect((await run(query, undefined, { operationName: 'B' })).data).toEqual({ echo: 'b' });
    expect((await run(query)).rejection).toEqual({
      status: 400,
      errorType: 'BadRequestException',
      message: 'Missing operation name.',
    });
    expect((await run(query, undefined, { operationName: 'C' })).rejection).toMatchObject({ status: 400 });
  });

  it('that cannot be parsed are refused', async () => {
    for (const query of ['{', 'meow {', '', 'fragment F on Post { id }', '{ echo }}']) {
      expect((await run(query)).rejection).toMatchObject({ status: 400, message: 'Unable to parse GraphQL query.' });
    }
  });

  it('run the root fields of a mutation one after the other', async () => {
    const order: string[] = [];
    const slow = (name: string, turns: number) => ({
      request: () => (order.push(`${name} starts`), { turns }),
      response: () => (order.push(`${name} ends`), 1),
      source: 'slow',
    });
    const api = createTestApi(SCHEMA, {
      resolvers: { 'Mutation.one': slow('one', 5), 'Mutation.two': slow('two', 0) },
      sources: {
        slow: async (request) => {
          for (let turn = 0; turn < (request as { turns: number }).turns; turn += 1) await Promise.resolve();
          return { result: 1 };
        },
      },
    });
    await api.run('mutation { one two }');
    expect(order).toEqual(['one starts', 'one ends', 'two starts', 'two ends']);
  });
});

describe('limits', () => {
  it('counts depth with the leaves and gives null to the first nullable parent', async () => {
    const { run } = createTestApi(SCHEMA, {
      resolvers: { 'Query.post': { response: () => ({ id: '1', child: { id: '2', child: { id: '3' } } }) } },
      api: { QueryDepthLimit: 3 },
    });
    expect((await run('{ post { child { id } } }')).data).toEqual({ post: { child: { id: '2' } } });
    expect(await run('{ post { id child { child { id } } } }')).toMatchObject({
      data: { post: { id: '1', child: { child: null } } },
      errors: [{ errorType: 'QueryDepthLimitReached', path: ['post', 'child', 'child', 'id'] }],
    });
  });

  it('does not run the resolvers beyond the count', async () => {
    let runs = 0;
    const { run } = createTestApi(SCHEMA, {
      resolvers: { 'Query.echo': { response: () => String((runs += 1)) } },
      api: { ResolverCountLimit: 2 },
    });
    expect(await run('{ a: echo b: echo c: echo }')).toMatchObject({
      data: { a: '1', b: '2', c: null },
      errors: [{ errorType: 'ResolverExecutionLimitReached', path: ['c'] }],
    });
    expect(runs).toBe(2);
  });

  it.each([
    ['5,000 levels', `${'{ post '.repeat(5000)}${'}'.repeat(5000)}`],
    ['3,000 levels of children', `{ post ${'{ child '.repeat(3000)}{ id }${'}'.repeat(3000)} }`],
    ['100,000 braces', '{'.repeat(100_000)],
    ['10,000 aliases', `{ ${Array.from({ length: 10_000 }, (_, n) => `a${String(n)}: echo`).join(' ')} }`],
    ['10,000 equal fields', `{ ${'echo '.repeat(10_000)} }`],
    ['500 directives', `{ echo ${'@skip(if: false) '.repeat(500)} }`],
    [
      'a cycle of fragments',
      '{ post { ...A } } fragment A on Post { child { ...B } } fragment B on Post { child { ...A } }',
    ],
  ])('survives %s within a second', async (_what, query) => {
    const { run } = createTestApi(SCHEMA);
    const start = performance.now();
    const response = await run(query);
    expect(performance.now() - start).toBeLessThan(1000);
    expect(response.data === null || 'echo' in response.data).toBe(true);
  });
});
