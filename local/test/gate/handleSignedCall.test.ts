import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient, GetItemCommand, PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { handleSignedCall } from '../../gate/handleSignedCall.ts';
import { roleArn } from './stackOf.ts';
import { createTestGate, get, put, type TestGate } from './TestGate.ts';

const REQUEST_ID = '01234567-89ab-4cde-8f01-23456789abcd';
const TRACE = 'Root=1-01234567-89ab4cde8f0123456789abcd;Parent=0123456789abcdef;Sampled=0';

let gate: TestGate;
let endpoint: string;
let server: ReturnType<typeof createServer>;

beforeEach(async () => {
  gate = await createTestGate();
  const options = { iam: gate.iam, clock: gate.clock, region: 'us-east-1', gate: gate.controls };
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      const body = Buffer.concat(chunks).toString();
      void handleSignedCall({ method: 'POST', path: '/', query: '', headers, body }, options).then((answer) => {
        response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' });
        response.end(JSON.stringify(answer.body));
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await gate.stop();
});

function aClient(credentials: object = {}): DynamoDBClient {
  const session = gate.iam.assumeRole(roleArn('Sender'), 'sendMessage');
  const client = new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { ...session.credentials, ...credentials },
    maxAttempts: 1,
  });
  client.middlewareStack.add(
    (next) => (args) => {
      Object.assign((args.request as { headers: object }).headers, { 'x-amzn-trace-id': TRACE });
      return next(args);
    },
    { step: 'build' },
  );
  return client;
}

const raw = (headers: Record<string, string>, body = '{}') =>
  fetch(endpoint, { method: 'POST', headers, body }).then(async (response) => ({
    status: response.status,
    body: await response.json(),
  }));

describe('handleSignedCall', () => {
  it('runs what the SDK sends, on behalf of the request in the trace header', async () => {
    const client = aClient();

    await client.send(new PutItemCommand(put('ana')));
    const read = await client.send(new GetItemCommand(get('ana')));

    expect(read.Item).toEqual(put('ana').Item);
    expect(gate.controls.ledger.sequenceOf(REQUEST_ID)).toEqual(['PutItem Users', 'GetItem Users']);
  });

  it('gives the SDK its cancellation reasons', async () => {
    const condition = { ConditionExpression: 'attribute_exists(userId)' };
    const TransactItems = [{ Put: { ...put('ana'), ...condition } }];

    await expect(aClient().send(new TransactWriteItemsCommand({ TransactItems }))).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'ConditionalCheckFailed' }],
    });
  });

  it('refuses a wrong secret and an unknown key with the exceptions of AWS', async () => {
    await expect(aClient({ secretAccessKey: 'x' }).send(new GetItemCommand(get('ana')))).rejects.toMatchObject({
      name: 'InvalidSignatureException',
    });
    await expect(aClient({ accessKeyId: 'x' }).send(new GetItemCommand(get('ana')))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
    });
  });

  it('refuses an unsigned DynamoDB call', async () => {
    expect(await raw({ 'x-amz-target': 'DynamoDB_20120810.GetItem' })).toMatchObject({
      status: 400,
      body: { __type: 'com.amazon.coral.service#MissingAuthenticationTokenException' },
    });
  });

  it('lets Cognito’s public operations through unsigned, and no others', async () => {
    const headers = (operation: string) => ({
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
      'x-amzn-trace-id': TRACE,
    });

    expect((await raw(headers('InitiateAuth'))).status).toBe(200);
    expect((await raw(headers('AdminGetUser'))).status).toBe(400);
    expect(gate.others).toMatchObject([{ operation: 'InitiateAuth', roleArn: '', requestId: REQUEST_ID }]);
  });

  it('names operations and targets that it does not serve', async () => {
    expect(await raw({ 'x-amz-target': 'Kinesis_20131202.PutRecord' })).toMatchObject({
      status: 400,
      body: { __type: 'com.amazon.coral.service#UnknownOperationException' },
    });
    const headers = { 'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth' };
    expect(await raw(headers, '{')).toMatchObject({
      body: { __type: 'com.amazon.coral.service#SerializationException' },
    });
  });
});
