import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Message } from '../../generated/types.ts';
import { ErrorType } from '../../domain/ErrorType.ts';
import { DomainError } from './DomainError.ts';
import { loadSetting } from './loadSetting.ts';
import { backOff, type Timing } from './Timing.ts';

/** Hands a stored message to AppSync for everybody named; answers once AppSync has accepted it (P7). */
export type Publish = (message: Message, recipientIds: readonly string[]) => Promise<void>;

/** Whole, whatever the sender selected (P10), with `__typename` everywhere: clients that add it get it. */
const publishMessage = `mutation publishMessage($input: PublishMessageInput!) {
  publishMessage(input: $input) {
    __typename
    recipientIds
    message {
      __typename id conversationId seq senderId senderUsername text createdAt clientMessageId hiddenReason
    }
  }
}`;

const tries = 3;
const timeoutMilliseconds = 5_000;

const sign = async (url: URL, body: string): Promise<Record<string, string>> => {
  const signer = new SignatureV4({
    service: 'appsync',
    region: loadSetting('AWS_REGION'),
    sha256: Sha256,
    credentials: {
      accessKeyId: loadSetting('AWS_ACCESS_KEY_ID'),
      secretAccessKey: loadSetting('AWS_SECRET_ACCESS_KEY'),
      sessionToken: loadSetting('AWS_SESSION_TOKEN'),
    },
  });
  const { headers } = await signer.sign(
    new HttpRequest({
      method: 'POST',
      protocol: url.protocol,
      hostname: url.hostname,
      ...(url.port && { port: Number(url.port) }),
      path: url.pathname,
      headers: { host: url.host, 'content-type': 'application/json' },
      body,
    }),
  );
  return headers;
};

const post = async (url: URL, body: string): Promise<void> => {
  const traceId = process.env['_X_AMZN_TRACE_ID'];
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...(await sign(url, body)), ...(traceId && { 'x-amzn-trace-id': traceId }) },
    body,
    signal: AbortSignal.timeout(timeoutMilliseconds),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`AppSync answered publishMessage with ${response.status}: ${answer}`);
  const { errors } = JSON.parse(answer) as { errors?: { errorType?: string; message?: string }[] };
  if (errors?.length) {
    throw new Error(`AppSync refused publishMessage: ${errors.map(({ message }) => message).join('; ')}`);
  }
};

/** Repeating is harmless: a subscriber tells messages apart by conversation and seq. */
export const createPublisher =
  (graphqlUrl: string, timing: Timing): Publish =>
  async (message, recipientIds) => {
    const body = JSON.stringify({ query: publishMessage, variables: { input: { message, recipientIds } } });
    const url = new URL(graphqlUrl);
    for (let attempt = 1; ; attempt += 1) {
      try {
        await post(url, body);
        return;
      } catch (error) {
        console.error(error instanceof Error ? error.message : error);
        if (attempt === tries) {
          throw new DomainError(
            ErrorType.Unavailable,
            'The message is stored but not delivered yet. Please send again.',
          );
        }
      }
      await backOff(timing);
    }
  };
