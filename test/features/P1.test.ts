import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { buildSchema, getNamedType, isInputObjectType, type GraphQLInputType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { operations } from '../support/operations.ts';
import type { Person } from '../support/Person.ts';
import { post } from '../support/post.ts';
import { useWorld } from '../support/useWorld.ts';
import { aPassword } from '../support/Visitor.ts';

const world = useWorld();

/** Names under which an input could say who is calling. */
const callerName =
  /^(me|my|self|caller|sender|author|creator|owner|actor|by|from|sub|identity|as|user|username|account|principal|token|accessToken|idToken)(Id|Ids|Name|Username)?$/i;

/** The inputs of those names, and why each is another person or a name that has no token yet. */
const allowed: Readonly<Record<string, string>> = {
  'Mutation.registerUser.input.username': 'a visitor has no token yet',
  'Mutation.confirmUser.input.username': 'a visitor proves himself by the mailed code',
  'Mutation.resendConfirmationCode.username': 'a visitor, who is told nothing',
  'Mutation.authenticateUser.input.username': 'a visitor proves himself by the password',
  'Mutation.forgotPassword.username': 'a visitor, who is told nothing',
  'Mutation.confirmForgotPassword.input.username': 'a visitor proves himself by the mailed code',
  'Mutation.disableUser.userId': 'the person whom the backend shuts out',
  'Mutation.enableUser.userId': 'the person whom the backend lets in',
  'Mutation.endSubscriptions.userId': 'IAM only: the person whose sessions the backend has ended',
  'Mutation.blockUser.userId': 'the person who is blocked',
  'Mutation.unblockUser.userId': 'the person who is unblocked',
  'Mutation.addUserToGroup.input.userId': 'the person who is added',
  'Mutation.removeUserFromGroup.userId': 'the person who is removed',
  'Mutation.changeGroupRole.input.userId': 'the person whose role changes',
  'Mutation.transferGroup.userId': 'the person who becomes the owner',
  'Mutation.publishMessage.input.message.senderId': 'IAM only: the backend publishes what it stored',
  'Mutation.publishMessage.input.message.senderUsername': 'IAM only: the backend publishes what it stored',
  'Query.userByUsername.username': 'the person who is looked up',
};

const schema = buildSchema(
  [
    'scalar AWSDateTime',
    'scalar AWSEmail',
    'scalar AWSTimestamp',
    readFileSync('generated/schema.graphql', 'utf8'),
  ].join('\n'),
  { assumeValid: true, assumeValidSDL: true },
);

const pathsOf = (path: string, type: GraphQLInputType): string[] => {
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return [path];
  return Object.values(named.getFields()).flatMap((field) => pathsOf(`${path}.${field.name}`, field.type));
};

/** Every place where a client may say something, e.g. `Mutation.sendMessage.input.text`. */
const inputPaths = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((root) =>
  Object.values(root?.getFields() ?? {}).flatMap((field) =>
    field.args.flatMap((arg) => pathsOf(`${root?.name}.${field.name}.${arg.name}`, arg.type)),
  ),
);

const lastOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

describe('the schema', () => {
  it('names the caller in no input', () => {
    expect(inputPaths).toContain('Mutation.sendMessage.input.clientMessageId');

    const suspects = inputPaths.filter((path) => callerName.test(lastOf(path)));

    expect(suspects.filter((path) => !(path in allowed))).toEqual([]);
  });

  it('keeps who publishes to the backend', () => {
    const field = schema.getMutationType()?.getFields()['publishMessage'];

    expect(field?.astNode?.directives?.map(({ name }) => name.value)).toEqual(['aws_iam']);
  });
});

const withHeaders = (person: Person, more: Readonly<Record<string, string>>) => (query: string, input?: object) =>
  post(world().endpoints.graphqlUrl, {
    headers: { authorization: person.session.accessToken, ...more },
    query,
    variables: input ? { input } : {},
  });

describe('the caller is the person of the token', () => {
  it('whatever other headers say', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const forgeries = [
      { 'x-user-id': bo.id, 'x-amzn-user': bo.id, 'x-forwarded-user': bo.username },
      { 'x-amzn-oidc-identity': bo.id, 'x-amzn-oidc-data': bo.session.idToken },
      { 'x-amz-security-token': bo.session.accessToken, cookie: `accessToken=${bo.session.accessToken}` },
      { 'x-authorization': bo.session.accessToken, 'x-amz-user-agent': bo.username },
    ];

    for (const headers of forgeries) {
      const answer = await withHeaders(ana, headers)(operations.me);
      expect(answer).toMatchObject({ data: { me: { id: ana.id, username: ana.username } } });
    }
  });

  it('and nobody where an API key stands beside the token', async () => {
    const { ana } = await world().people('ana');

    const answer = await withHeaders(ana, { 'x-api-key': world().endpoints.apiKey })(operations.me);

    expect(answer).toMatchObject({ data: null, errors: [{ errorType: 'Unauthorized' }] });
  });

  it('in what he sends, to whomever', async () => {
    const { ana, bo } = await world().people('ana', 'bo');
    const input = { recipientId: bo.id, text: 'from me', clientMessageId: randomUUID() };

    const answer = await withHeaders(ana, { 'x-user-id': bo.id })(operations.sendMessage, input);

    expect(answer).toMatchObject({ data: { sendMessage: { senderId: ana.id, senderUsername: ana.username } } });
    expect((await bo.checkMessages()).messages).toMatchObject([{ senderId: ana.id, text: 'from me' }]);
  });

  it.each(['senderId', 'senderUsername', 'userId', 'from'])(
    'and a send that says otherwise by %s is refused',
    async (name) => {
      const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');
      const input = { recipientId: cy.id, text: 'forged', clientMessageId: randomUUID(), [name]: bo.id };

      const answer = await ana.request(operations.sendMessage, { input });

      expect(answer.data ?? null).toBeNull();
      expect(answer.errors?.[0]?.message).toContain(name);
      expect((await cy.checkMessages()).messages).toEqual([]);
    },
  );

  it('in what he reads: another person’s conversation is not found', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');
    const { conversationId } = await ana.sendMessage(bo, 'between us');

    const answer = await cy.request(operations.messages, { conversationId });

    expect(answer).toMatchObject({ data: null, errors: [{ errorType: 'NotFound' }] });
  });

  it('in what he administers: only the owner’s token removes a member', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');
    const group = await ana.createGroup({ name: 'Ours', memberIds: [bo.id] });

    await expect(bo.removeUserFromGroup(group.id, ana)).rejects.toMatchObject({ type: 'Forbidden' });
    await expect(cy.removeUserFromGroup(group.id, bo)).rejects.toMatchObject({ type: 'NotFound' });

    expect((await ana.group(group.id)).memberCount).toBe(2);
  });

  it('in whom he blocks', async () => {
    const { ana, bo, cy } = await world().people('ana', 'bo', 'cy');

    await ana.blockUser(bo);

    expect((await ana.blockedUsers()).items.map(({ userId }) => userId)).toEqual([bo.id]);
    expect((await cy.blockedUsers()).items).toEqual([]);
    await expect(cy.sendMessage(bo, 'hello')).resolves.toMatchObject({ senderId: cy.id });
  });
});

/** The token with something else in its payload, under the old signature. */
const forged = (token: string, change: Readonly<Record<string, unknown>>, header?: object): string => {
  const [head = '', payload = '', signature = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return [header ? encode(header) : head, encode({ ...claims, ...change }), header ? '' : signature].join('.');
};

describe('a token that nobody issued', () => {
  it.each([
    ['with another sub', (ana: Person, bo: Person) => forged(ana.session.accessToken, { sub: bo.id })],
    ['with another username', (ana: Person, bo: Person) => forged(ana.session.accessToken, { username: bo.username })],
    ['with a later end', (ana: Person) => forged(ana.session.accessToken, { exp: 4_102_444_800 })],
    ['unsigned', (ana: Person, bo: Person) => forged(ana.session.accessToken, { sub: bo.id }, { alg: 'none' })],
    ['in garbage', () => 'garbage'],
    ['that is a refresh token', (ana: Person) => ana.session.refreshToken ?? ''],
  ])('opens nothing %s', async (_, forge) => {
    const { ana, bo } = await world().people('ana', 'bo');

    const answer = await post(world().endpoints.graphqlUrl, {
      headers: { authorization: forge(ana, bo) },
      query: operations.me,
    });

    expect(answer.data ?? null).toBeNull();
    expect(answer.errors?.[0]?.errorType).toBe('UnauthorizedException');
  });

  it('is none that a visitor could make of the API key: it opens no field of a person', async () => {
    for (const name of ['me', 'checkMessages', 'groups', 'blockedUsers', 'conversations', 'signOut'] as const) {
      const answer = await world().visitor.request(operations[name]);
      expect(answer).toMatchObject({ data: null, errors: [{ errorType: 'Unauthorized' }] });
    }
    const input = { oldPassword: aPassword, newPassword: aPassword };
    expect(await world().visitor.request(operations.changePassword, { input })).toMatchObject({
      errors: [{ errorType: 'Unauthorized' }],
    });
  });
});
