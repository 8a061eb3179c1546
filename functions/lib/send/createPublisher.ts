import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { ErrorType } from '../../../domain/ErrorType.ts';
import type { Message } from '../../../generated/types.ts';
import { DomainError } from '../lambda/DomainError.ts';
import { loadSetting } from '../lambda/loadSetting.ts';
import { backOff, type Timing } from '../lambda/Timing.ts';

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
/** Three tries beside the 8 s of lost races stay below the function's 20 s. */
const timeoutMilliseconds = 3_000;

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

interface AnswerError {
  readonly errorType?: string | null;
  readonly message?: string;
}

interface Answer {
  readonly errors?: readonly AnswerError[];
}

const toAnswer = (body: unknown): Answer => body as Answer;
const noJson: Answer = { errors: [{ errorType: 'something else than JSON' }] };

/** A missing right is told in full. The text of any other error may repeat the message's, which no log may hold. */
const toLogText = ({ errorType, message }: AnswerError): string =>
  errorType?.startsWith('Unauthorized') ? `${errorType}, ${message ?? ''}` : (errorType ?? 'an error without a type');

const post = async (url: URL, body: string): Promise<void> => {
  const traceId = process.env['_X_AMZN_TRACE_ID'];
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...(await sign(url, body)), ...(traceId && { 'x-amzn-trace-id': traceId }) },
    body,
    signal: AbortSignal.timeout(timeoutMilliseconds),
  });
  const { errors = [] } = await response.json().then(toAnswer, () => noJson);
  if (response.ok && errors.length === 0) return;
  throw new Error(`AppSync answered publishMessage with ${response.status}: ${errors.map(toLogText).join('; ')}`);
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
