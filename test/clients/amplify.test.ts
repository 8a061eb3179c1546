import { randomUUID } from 'node:crypto';
import { Amplify } from 'aws-amplify';
import { generateClient, type Client, type GraphQLQuery } from 'aws-amplify/api';
import {
  confirmResetPassword,
  confirmSignUp,
  fetchAuthSession,
  fetchUserAttributes,
  getCurrentUser,
  resetPassword,
  signIn,
  signOut,
  signUp,
} from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { ConsoleLogger, sharedInMemoryStorage } from 'aws-amplify/utils';
import { buildSchema, parse, validate } from 'graphql';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { Mutation, Query } from '../../generated/types.ts';
import { mergeSchema } from '../../infra/build/mergeSchema.ts';
import { toToolSchema } from '../../sdk/build/writeSchemas.ts';
import { operations } from '../support/operations.ts';
import { aPassword, freshUsername } from '../support/Visitor.ts';
import { request } from './plain/request.ts';
import { AmplifyListener } from './support/AmplifyListener.ts';
import { AmplifyOutput } from './support/generateForAmplify.ts';
import { LossyProxy } from './support/LossyProxy.ts';
import { toAmplifyConfig } from './support/toAmplifyConfig.ts';
import { useClientWorld } from './support/useClientWorld.ts';

const world = useClientWorld();
const listeners: AmplifyListener[] = [];
let proxy: LossyProxy;

beforeAll(async () => {
  // Node 20 has no WebSocket of its own.
  Object.assign(globalThis, { WebSocket });
  // Every configure warns of the custom user pool endpoint.
  ConsoleLogger.LOG_LEVEL = 'ERROR';
  proxy = await LossyProxy.start(world().runtime.origin);
  const config = toAmplifyConfig(world().amplifyOutputs, proxy.origin);
  Amplify.configure({ ...config, API: { GraphQL: { ...config.API!.GraphQL!, endpoint: upperCase() } } });
  cognitoUserPoolsTokenProvider.setKeyValueStorage(sharedInMemoryStorage);
});
afterEach(async () => {
  for (const listener of listeners.splice(0)) listener.stop();
  await signOut();
});
afterAll(() => proxy.stop());

/** The one way to a plain WebSocket: Amplify turns `http://`, in lower case, into `wss://`. */
const upperCase = (): string => world().runtime.graphqlUrl.replace(/^http/, 'HTTP');

async function register(name: string, username: string = freshUsername(name)): Promise<string> {
  await signUp({ username, password: aPassword, options: { userAttributes: { email: `${username}@example.com` } } });
  return username;
}

/** Registers, confirms and signs in; gives the user's id. */
async function joins(name: string): Promise<{ username: string; userId: string }> {
  const username = await register(name);
  await confirmSignUp({ username, confirmationCode: await world().endpoints.codeFor(username) });
  await signIn({ username, password: aPassword });
  const { userId } = await getCurrentUser();
  return { username, userId };
}

async function listen(...client: Parameters<typeof AmplifyListener.start>): Promise<AmplifyListener> {
  const listener = await AmplifyListener.start(...client);
  listeners.push(listener);
  return listener;
}

async function me(): Promise<Query['me']> {
  const { data } = await generateClient().graphql<GraphQLQuery<Query>>({ query: operations.me });
  return data.me;
}

function sendMessage(
  client: Pick<Client, 'graphql'>,
  message: { recipientId: string; text: string },
): Promise<{ data: Mutation }> {
  const input = { ...message, clientMessageId: randomUUID() };
  return client.graphql<GraphQLQuery<Mutation>>({ query: operations.sendMessage, variables: { input } });
}

const cognitoCalls = (): string[] =>
  proxy.passed.filter(({ target }) => target !== '').map(({ target }) => target.split('.')[1] ?? '');

describe('Amplify Auth', () => {
  it('asks for the code before the first sign-in, then signs in by SRP without sending the password', async () => {
    const username = await register('ana');
    proxy.passed.length = 0;

    const early = await signIn({ username, password: aPassword });
    const confirmationCode = await world().endpoints.codeFor(username);
    const confirmed = await confirmSignUp({ username, confirmationCode });
    const signedIn = await signIn({ username, password: aPassword });

    expect(early.nextStep.signInStep).toBe('CONFIRM_SIGN_UP');
    expect(confirmed.isSignUpComplete).toBe(true);
    expect(signedIn).toMatchObject({ isSignedIn: true, nextStep: { signInStep: 'DONE' } });
    expect((await getCurrentUser()).username).toBe(username);
    expect(cognitoCalls().slice(-3)).toEqual(['ConfirmSignUp', 'InitiateAuth', 'RespondToAuthChallenge']);
    expect(JSON.stringify(proxy.passed)).not.toContain(aPassword);
  });

  it('refuses a wrong code and a wrong password by their names', async () => {
    const username = await register('ana');

    await expect(confirmSignUp({ username, confirmationCode: '000000' })).rejects.toMatchObject({
      name: 'CodeMismatchException',
    });
    const confirmationCode = await world().endpoints.codeFor(username);
    await confirmSignUp({ username, confirmationCode });
    await expect(signIn({ username, password: `${aPassword}x` })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    });
    // The trigger preSignUp refuses a name that somebody has or had, before the pool looks for it.
    await expect(register('ana', username)).rejects.toMatchObject({
      name: 'UserLambdaValidationException',
      message: expect.stringContaining('This username is taken.') as string,
    });
  });

  it('reads the attributes of the person who is signed in', async () => {
    const { username } = await joins('ana');

    expect(await fetchUserAttributes()).toMatchObject({ email: `${username}@example.com`, email_verified: 'true' });
  });

  it('gets new tokens when it is told to', async () => {
    await joins('ana');
    const before = await fetchAuthSession();
    proxy.passed.length = 0;

    const after = await fetchAuthSession({ forceRefresh: true });

    expect(cognitoCalls()).toEqual(['GetTokensFromRefreshToken']);
    expect(after.tokens?.accessToken.payload['jti']).not.toBe(before.tokens?.accessToken.payload['jti']);
    expect(after.userSub).toBe(before.userSub);
    expect((await me()).id).toBe(after.userSub);
  });

  it('gets new tokens by itself when the old ones have ended', async () => {
    const { userId } = await joins('ana');
    proxy.passed.length = 0;
    // Amplify goes by its own clock and by the difference it saw at the sign-in.
    vi.setSystemTime(Date.now() + 31 * 60_000);
    try {
      const { tokens } = await fetchAuthSession();
      expect(tokens?.accessToken.payload.sub).toBe(userId);
    } finally {
      vi.useRealTimers();
    }
    expect(cognitoCalls()).toEqual(['GetTokensFromRefreshToken']);
  });

  it('ends every session by a global sign-out', async () => {
    const { username } = await joins('ana');
    const { webClientId, userPools } = world().runtime;
    const key = `CognitoIdentityServiceProvider.${webClientId}.${username}.refreshToken`;
    const refreshToken = await sharedInMemoryStorage.getItem(key);
    expect(refreshToken).toBeTruthy();

    await signOut({ global: true });

    await expect(getCurrentUser()).rejects.toMatchObject({ name: 'UserUnAuthenticatedException' });
    expect(cognitoCalls()).toContain('GlobalSignOut');
    const input = { ClientId: webClientId, RefreshToken: refreshToken };
    const answer = await userPools.call('GetTokensFromRefreshToken', input);
    expect(answer).toMatchObject({ status: 400, body: { __type: 'NotAuthorizedException' } });
  });

  it('changes a forgotten password by a mailed code', async () => {
    const { username } = await joins('ana');
    await signOut();

    const asked = await resetPassword({ username });
    const confirmationCode = await world().endpoints.codeFor(username);
    await confirmResetPassword({ username, confirmationCode, newPassword: 'Another-Horse-8' });

    expect(asked.nextStep).toMatchObject({
      resetPasswordStep: 'CONFIRM_RESET_PASSWORD_WITH_CODE',
      codeDeliveryDetails: { deliveryMedium: 'EMAIL', attributeName: 'email' },
    });
    await expect(signIn({ username, password: aPassword })).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    expect((await signIn({ username, password: 'Another-Horse-8' })).isSignedIn).toBe(true);
  });
});

describe('Amplify API', () => {
  it('queries and mutates as the person who is signed in', async () => {
    const [{ userId }, { bob }] = await Promise.all([joins('ana'), world().people('bob')]);

    const { data } = await sendMessage(generateClient(), { recipientId: bob.id, text: 'Hello 👋' });

    expect(data.sendMessage).toMatchObject({ seq: 1, senderId: userId, text: 'Hello 👋' });
    expect((await bob.checkMessages()).messages).toMatchObject([{ senderId: userId, text: 'Hello 👋' }]);
  });

  it('uses the API key for what is public, and for nothing else', async () => {
    const client = generateClient({ authMode: 'apiKey' });
    const input = { username: freshUsername('ana'), password: aPassword, email: 'ana@example.com' };

    const { data } = await client.graphql<GraphQLQuery<Mutation>>({
      query: operations.registerUser,
      variables: { input },
    });

    expect(data.registerUser).toMatchObject({ username: input.username, confirmed: false });
    await expect(client.graphql<GraphQLQuery<Query>>({ query: operations.me })).rejects.toMatchObject({
      errors: [{ errorType: 'Unauthorized' }],
    });
  });

  it('shows the type and the info of a refusal', async () => {
    const { userId } = await joins('ana');

    await expect(sendMessage(generateClient(), { recipientId: userId, text: 'Me?' })).rejects.toMatchObject({
      errors: [{ errorType: 'BadRequest' }],
    });
    await expect(sendMessage(generateClient(), { recipientId: randomUUID(), text: 'You?' })).rejects.toMatchObject({
      errors: [{ errorType: 'RecipientUnavailable' }],
    });
  });

  it('sends a mutation three times when answers are lost, and has one effect', async () => {
    const [, { bob }] = await Promise.all([joins('ana'), world().people('bob')]);
    const inbox = await bob.onMessage();
    const text = `once ${randomUUID()}`;
    proxy.passed.length = 0;
    proxy.loseAnswers(2, text);

    const client = generateClient({ endpoint: `${proxy.origin}/graphql`, authMode: 'userPool' });
    const { data } = await sendMessage(client, { recipientId: bob.id, text });
    await sendMessage(client, { recipientId: bob.id, text: 'sentinel' });

    const requests = proxy.passed.filter(({ body }) => body.includes(text));
    expect(requests).toHaveLength(3);
    expect(new Set(requests.map(({ body }) => body)).size).toBe(1);
    expect(data.sendMessage.seq).toBe(1);
    expect((await bob.checkMessages()).messages.map((message) => message.text)).toEqual([text, 'sentinel']);
    while ((await inbox.next()).text !== 'sentinel');
    // A repeat publishes again, so that a lost publish is made good: the same message, not another one.
    expect(new Set(inbox.received.map(({ id, text: heard }) => `${id} ${String(heard)}`)).size).toBe(2);
    inbox.close();
  });
});

describe('Amplify subscriptions', () => {
  it('hear messages at an endpoint that begins with HTTP://', async () => {
    const [{ userId }, { bob }] = await Promise.all([joins('ana'), world().people('bob')]);
    const listener = await listen();

    const sent = await bob.sendMessage(userId, 'live');

    expect(await listener.messages.next()).toEqual(sent);
  });

  it('hear messages by a client that has a ws:// endpoint of its own', async () => {
    const [{ userId }, { bob }] = await Promise.all([joins('ana'), world().people('bob')]);
    const endpoint = world().runtime.graphqlUrl.replace(/^http/, 'ws');
    const listener = await listen(generateClient({ endpoint, authMode: 'userPool' }));

    await bob.sendMessage(userId, 'live');

    expect((await listener.messages.next()).text).toBe('live');
  });

  it('come back after the server has dropped the connection', async () => {
    const [{ userId }, { bob }] = await Promise.all([joins('ana'), world().people('bob')]);
    const listener = await listen();
    await bob.sendMessage(userId, 'before');

    world().runtime.realtime.dropConnections();
    await bob.sendMessage(userId, 'meanwhile');
    await listener.acknowledged.next();
    await bob.sendMessage(userId, 'after');

    expect((await listener.messages.next()).text).toBe('before');
    expect((await listener.messages.next()).text).toBe('after');
    const { data } = await generateClient().graphql<GraphQLQuery<Query>>({ query: operations.checkMessages });
    expect(data.checkMessages.messages.map(({ text }) => text)).toEqual(['before', 'meanwhile', 'after']);
  });

  it('are told at once that the API key is not enough', async () => {
    const listener = new AmplifyListener(generateClient({ authMode: 'apiKey' }));
    listeners.push(listener);

    await expect(listener.messages.next()).rejects.toThrow(/Unauthorized/);
  });
});

describe("Amplify's generator", () => {
  const output = new AmplifyOutput();

  it('reads the SDL that the SDK ships for it, and writes operations that the deployed schema takes', async () => {
    const deployed = buildSchema(toToolSchema(mergeSchema()));

    expect(validate(deployed, parse(output.documents))).toEqual([]);
    expect(await output.types()).toContain('export type OnMessageSubscription');
  });

  it('writes a subscription that is accepted, and a mutation that it receives', async () => {
    const { userId } = await joins('bob');
    const listener = await listen(generateClient(), output.operation('onMessage'));
    const { ana } = await world().people('ana');
    const input = { recipientId: userId, text: 'Generated', clientMessageId: randomUUID() };

    const target = { graphqlUrl: world().runtime.graphqlUrl, token: ana.session.accessToken };
    await request(target, output.operation('sendMessage'), { input });

    expect(await listener.messages.next()).toMatchObject({ text: 'Generated', senderId: ana.id });
  });

  it('does not select what a subscriber may not', () => {
    expect(output.operation('onMessage')).not.toContain('recipientIds');
  });
});
