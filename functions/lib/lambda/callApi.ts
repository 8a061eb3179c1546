import { Sha256 } from '@aws-crypto/sha256-js';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';
import { loadSetting } from './loadSetting.ts';

/** How long one call waits for its answer: test/infra/functions.test.ts adds up what a send may take. */
export const apiTimeoutMs = 3_000;

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

export interface ApiCall {
  /** For the log. */
  readonly field: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * One GraphQL request with the function's own credentials.
 *
 * @throws Error whose text may go to the log
 */
export const callApi = async (graphqlUrl: string, { field, query, variables }: ApiCall): Promise<void> => {
  const url = new URL(graphqlUrl);
  const body = JSON.stringify({ query, variables });
  const traceId = process.env['_X_AMZN_TRACE_ID'];
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...(await sign(url, body)), ...(traceId && { 'x-amzn-trace-id': traceId }) },
    body,
    signal: AbortSignal.timeout(apiTimeoutMs),
  });
  const { errors = [] } = await response.json().then(toAnswer, () => noJson);
  if (response.ok && errors.length === 0) return;
  throw new Error(`AppSync answered ${field} with ${response.status}: ${errors.map(toLogText).join('; ')}`);
};
