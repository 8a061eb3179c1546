import { describe, expect, it } from 'vitest';
import type { AcceptedSubscription, SubscriptionEvents } from '../../../appsync/api/run/GraphqlApi.ts';
import type { Caller } from '../../../appsync/identity/Caller.ts';
import { ana, backend, createTestApi, fails, keyHolder, person, yields, type TestApi, type Wiring } from './TestApi.ts';

const SCHEMA = `
  type Query { a: String }
  type Mutation {
    publish(id: ID, text: String): Delivery! @aws_iam
    other(id: ID): Delivery @aws_iam
    quiet: Delivery @aws_iam
  }
  type Subscription {
    onMessage: Delivery @aws_subscribe(mutations: ["publish", "other"])
    onOther(kind: String, id: ID): Delivery @aws_subscribe(mutations: ["other"])
    onSecret: Delivery @aws_iam @aws_subscribe(mutations: ["other"])
  }
  type Delivery @aws_iam @aws_cognito_user_pools { message: Message! recipientIds: [ID!] @aws_iam kind: String note: AWSJSON }
  type Message @aws_iam @aws_cognito_user_pools { id: ID! text: String staff: String @aws_cognito_user_pools(cognito_groups: ["staff"]) }
`;

const DELIVERY = {
  message: { id: 'm1', text: 'hi', staff: 's' },
  recipientIds: ['ana'],
  kind: 'DIRECT',
  note: { a: 1 },
};

function create(wiring: Wiring = {}): TestApi {
  return createTestApi(SCHEMA, {
    ...wiring,
    resolvers: {
      'Mutation.publish': { response: () => DELIVERY },
      'Mutation.other': { response: () => DELIVERY },
      'Mutation.quiet': { response: () => DELIVERY },
      'Subscription.onMessage': { response: () => null },
      ...wiring.resolvers,
    },
  });
}

interface Asking {
  readonly caller?: Caller;
  readonly variables?: Record<string, unknown>;
}

const subscribe = ({ api }: TestApi, query: string, { caller = ana, variables = {} }: Asking = {}) =>
  api.subscribe({ query, variables }, caller, { requestId: 'r', headers: {} });

async function accepted(test: TestApi, query: string, asking: Asking = {}): Promise<AcceptedSubscription> {
  const answer = await subscribe(test, query, asking);
  if ('errors' in answer) throw new Error(JSON.stringify(answer.errors));
  return answer.accepted;
}

function listen(test: TestApi): unknown[][] {
  const heard: unknown[][] = [];
  const events: SubscriptionEvents = {
    onMutationResult: (field, result) => heard.push([field, result]),
    onInvalidation: (field, payload) => heard.push(['invalidate', field, payload]),
  };
  test.api.connect(events);
  return heard;
}

describe('a subscription', () => {
  it('runs its resolver once and is accepted with arguments and filters', async () => {
    const filter = { filterGroup: [{ filters: [{ fieldName: 'recipientIds', operator: 'contains', value: 'ana' }] }] };
    let runs = 0;
    const test = create({
      resolvers: {
        'Subscription.onMessage': {
          response: () => (
            (runs += 1),
            yields(null, { subscriptionFilter: filter, subscriptionInvalidationFilter: filter })
          ),
        },
      },
    });
    expect(await accepted(test, 'subscription { onMessage { message { id } } }')).toMatchObject({
      field: 'onMessage',
      arguments: {},
      filter,
      invalidationFilter: filter,
    });
    expect(runs).toBe(1);
  });

  it('is accepted without a resolver', async () => {
    expect(await accepted(create(), 'subscription { onOther(kind: "x") { kind } }')).toMatchObject({
      field: 'onOther',
      arguments: { kind: 'x' },
    });
  });

  it('leaves omitted arguments out and takes an unset variable for null', async () => {
    const query = 'subscription($kind: String) { onOther(kind: $kind) { kind } }';
    expect((await accepted(create(), query)).arguments).toEqual({ kind: null });
    expect((await accepted(create(), query, { variables: { kind: 'k' } })).arguments).toEqual({ kind: 'k' });
    expect((await accepted(create(), 'subscription { onOther { kind } }')).arguments).toEqual({});
  });

  it('is refused by its resolver, by directives, by validation and by IAM', async () => {
    const test = create({
      resolvers: { 'Subscription.onMessage': { request: () => fails('signed out', 'Unauthorized') } },
      denies: ({ resource }) => resource.endsWith('Subscription/fields/onSecret'),
    });
    const errorsOf = async (query: string, caller: Caller = ana) => {
      const answer = await subscribe(test, query, { caller });
      return 'errors' in answer ? answer.errors : [];
    };
    expect(await errorsOf('subscription { onMessage { kind } }')).toMatchObject([
      { errorType: 'Unauthorized', message: 'signed out' },
    ]);
    expect(await errorsOf('subscription { onSecret { kind } }')).toMatchObject([
      { errorType: 'Unauthorized', message: 'Not Authorized to access onSecret on type Subscription' },
    ]);
    expect(await errorsOf('subscription { onMessage { nope } }')).toMatchObject([
      { message: expect.stringContaining('FieldUndefined') as string },
    ]);
    expect(await errorsOf('subscription { onSecret { kind } }', backend)).toMatchObject([
      { errorType: 'UnauthorizedException', message: 'Permission denied' },
    ]);
    expect(await errorsOf('subscription { onMessage { kind } onOther { kind } }')).toHaveLength(1);
    expect(await errorsOf('query { a }')).toMatchObject([{ errorType: 'UnsupportedOperation' }]);
    expect(await errorsOf('{')).toMatchObject([{ message: 'Unable to parse GraphQL query.' }]);
  });

  it('is refused when its resolver answers anything but null', async () => {
    const test = create({ resolvers: { 'Subscription.onMessage': { response: () => DELIVERY } } });
    expect(await subscribe(test, 'subscription { onMessage { kind } }')).toMatchObject({
      errors: [{ message: expect.stringContaining('must return null') as string }],
    });
  });

  it('is refused with a filter that AppSync does not take', async () => {
    const test = create({
      resolvers: {
        'Subscription.onMessage': {
          response: () =>
            yields(null, {
              subscriptionFilter: { filterGroup: [{ filters: [{ fieldName: 'a', operator: 'lte', value: 1 }] }] },
            }),
        },
      },
    });
    expect(await subscribe(test, 'subscription { onMessage { kind } }')).toMatchObject({
      errors: [{ message: expect.stringMatching(/^"lte" is no operator/) as unknown }],
    });
  });

  it('is not executed over HTTP', async () => {
    expect(await create().run('subscription { onMessage { kind } }')).toMatchObject({
      data: null,
      errors: [{ errorType: 'UnsupportedOperation' }],
    });
  });

  it('shares a selection key with equals only', async () => {
    const test = create();
    const key = async (query: string, asking: Asking = {}) => (await accepted(test, query, asking)).selectionKey;
    const plain = 'subscription { onMessage { kind } }';
    const conditional = 'subscription($v: Boolean!) { onMessage { kind @include(if: $v) note } }';
    expect(await key(plain)).toBe(await key(plain, { caller: person('bo') }));
    expect(await key(plain)).not.toBe(await key(plain, { caller: person('bo', ['staff']) }));
    expect(await key(conditional, { variables: { v: true } })).not.toBe(
      await key(conditional, { variables: { v: false } }),
    );
    expect(await key('subscription($k: String) { onOther(kind: $k) { kind } }', { variables: { k: 'a' } })).toBe(
      await key('subscription($k: String) { onOther(kind: $k) { kind } }', { variables: { k: 'b' } }),
    );
  });
});

describe('a mutation', () => {
  it('is handed on as its response, by field names, before it is answered', async () => {
    const test = create();
    const heard = listen(test);
    await test.run(
      'mutation { p: publish { m: message { i: id ...F } note } } fragment F on Message { text }',
      backend,
    );
    expect(heard).toEqual([['publish', { message: { id: 'm1', text: 'hi' }, note: '{"a":1}' }]]);
  });

  it('is handed on once per field, in order', async () => {
    const test = create();
    const heard = listen(test);
    await test.run(
      'mutation { b: other { kind } quiet { kind } a: publish { kind } c: other { kind } c: other { note } }',
      backend,
    );
    expect(heard.map(([field]) => field)).toEqual(['other', 'publish', 'other']);
    expect(heard[2]).toEqual(['other', { kind: 'DIRECT', note: '{"a":1}' }]);
  });

  it('is not handed on when it is null', async () => {
    const test = create({
      resolvers: { 'Mutation.other': { response: () => null }, 'Mutation.publish': { response: () => fails('no') } },
    });
    const heard = listen(test);
    await test.run('mutation { other { kind } }', backend);
    await test.run('mutation { publish { kind } }', backend);
    expect(heard).toEqual([]);
  });

  it('invalidates subscriptions', async () => {
    const invalidations = [{ subscriptionField: 'onMessage', payload: { userId: 'bo' } }];
    const test = create({ resolvers: { 'Mutation.quiet': { response: () => yields(DELIVERY, { invalidations }) } } });
    const heard = listen(test);
    await test.run('mutation { quiet { kind } }', backend);
    expect(heard).toEqual([['invalidate', 'onMessage', { userId: 'bo' }]]);
  });

  it('knows its listeners', () => {
    const { api } = create();
    expect(api.listeners('other')).toEqual(['onMessage', 'onOther', 'onSecret']);
    expect(api.listeners('quiet')).toEqual([]);
  });
});

describe('what a subscriber gets', () => {
  const resultOf = async (selection: string) => {
    const test = create();
    const heard = listen(test);
    await test.run(`mutation { publish ${selection} }`, backend);
    return { test, result: heard[0]![1] };
  };

  it('is his selection of the response, with his aliases, and AWSJSON as it was written', async () => {
    const { test, result } = await resultOf('{ message { id text } kind note }');
    const subscriber = await accepted(
      test,
      'subscription { got: onMessage { k: kind note message { __typename id } } }',
    );
    expect(await subscriber.project(result)).toEqual({
      data: { got: { k: 'DIRECT', note: '{"a":1}', message: { __typename: 'Message', id: 'm1' } } },
    });
  });

  it('is null where the publisher selected nothing', async () => {
    const { test, result } = await resultOf('{ message { id } }');
    const subscriber = await accepted(test, 'subscription { onMessage { kind message { id text } } }');
    expect(await subscriber.project(result)).toEqual({
      data: { onMessage: { kind: null, message: { id: 'm1', text: null } } },
    });
  });

  it('is an error where a non-null field was not selected', async () => {
    const { test, result } = await resultOf('{ kind }');
    const subscriber = await accepted(test, 'subscription { onMessage { kind message { id } } }');
    expect(await subscriber.project(result)).toMatchObject({
      data: { onMessage: null },
      errors: [
        {
          message: "Cannot return null for non-nullable type: 'Message' within parent 'Delivery' (/onMessage/message)",
        },
      ],
    });
  });

  it('never holds a field that the subscriber may not read', async () => {
    const { test, result } = await resultOf('{ recipientIds message { id } }');
    const subscriber = await accepted(test, 'subscription { onMessage { recipientIds message { id staff } } }');
    expect(await subscriber.project(result)).toMatchObject({
      data: { onMessage: { recipientIds: null, message: { id: 'm1', staff: null } } },
      errors: [
        { errorType: 'Unauthorized', message: 'Not Authorized to access recipientIds on type Delivery' },
        { errorType: 'Unauthorized' },
      ],
    });
  });

  it('is worked out without any resolver', async () => {
    let runs = 0;
    const test = create({ resolvers: { 'Message.text': { response: () => String((runs += 1)) } } });
    const heard = listen(test);
    await test.run('mutation { publish { message { id text } } }', backend);
    const subscriber = await accepted(test, 'subscription { onMessage { message { text } } }');
    expect(await subscriber.project(heard[0]![1])).toMatchObject({ data: { onMessage: { message: { text: '1' } } } });
    expect(runs).toBe(1);
  });

  it('is refused to an API key, whose mode the field does not carry', async () => {
    expect(await subscribe(create(), 'subscription { onMessage { kind } }', { caller: keyHolder })).toMatchObject({
      errors: [{ errorType: 'Unauthorized' }],
    });
  });
});
