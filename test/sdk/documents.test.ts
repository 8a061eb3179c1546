import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { mergeSchema } from '../../infra/build/mergeSchema.ts';
import { toAmplifySchema, toToolSchema } from '../../sdk/build/writeSchemas.ts';
import * as nodes from '../../sdk/src/documents/nodes.ts';
import * as strings from '../../sdk/src/generated/documents.ts';
import { useWorld } from '../support/useWorld.ts';

const world = useWorld();
const schema = buildSchema(toToolSchema(mergeSchema()));

const variables: Readonly<Record<string, unknown>> = {
  input: {},
  id: 'x',
  ids: ['x'],
  userId: 'x',
  groupId: 'x',
  username: 'x',
  refreshToken: 'x',
  conversationId: 'x',
  seq: 1,
};

describe.each(Object.entries(strings))('the document %s', (name, document) => {
  it('fits the schema, and says the same as its node', () => {
    expect(validate(schema, parse(document))).toEqual([]);
    expect(nodes[name as keyof typeof nodes]).toEqual(parse(document, { noLocation: true }));
  });
});

it('is accepted by the backend, each of them, as far as its variables go', async () => {
  const { ana } = await world().people('ana');
  for (const [name, document] of Object.entries(strings)) {
    if (name === 'onMessage' || document.includes('($input:')) continue;
    const { errors = [] } = await ana.request(document, variables);
    expect(
      errors.filter(({ errorType }) => errorType == null),
      name,
    ).toEqual([]);
  }
});

/** Fields that only the backend and its operators may ask for. */
const forBackend = ['publishMessage', 'endSubscriptions', 'disableUser', 'enableUser'];

it('is there for every field that people may ask for', () => {
  const types = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const fields = types.flatMap((type) => Object.keys(type?.getFields() ?? {}));

  expect(Object.keys(strings).sort()).toEqual(fields.filter((name) => !forBackend.includes(name)).sort());
});

it('leaves the audience out of the schema for Amplify', () => {
  const sdl = toAmplifySchema(mergeSchema());

  expect(sdl).toContain('type Delivery');
  expect(/type Delivery[^}]*recipientIds/.test(sdl)).toBe(false);
});
