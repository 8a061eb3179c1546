import { Agent, request as httpRequest } from 'node:http';
import { Agent as TlsAgent, request as httpsRequest } from 'node:https';
import type { ServiceAnswer } from '../gate/Gate.ts';

export interface DynamodbClient {
  /** Rejects only when the engine cannot be reached; an error that it answers is an answer. */
  call(operation: string, input: Readonly<Record<string, unknown>>): Promise<ServiceAnswer>;
  close(): void;
}

/** Engines want to see a signature but check none: https://github.com/nubo-db/dynoxide */
const uncheckedSignature = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
  'x-amz-date': '20260101T000000Z',
};

/** DynamoDB's JSON protocol over kept connections. The SDK would cost half a millisecond a call. */
export function createDynamodbClient(url: string): DynamodbClient {
  const target = new URL(url);
  const isTls = target.protocol === 'https:';
  const agent = isTls ? new TlsAgent({ keepAlive: true }) : new Agent({ keepAlive: true });
  const open = isTls ? httpsRequest : httpRequest;
  return {
    call: (operation, input) =>
      new Promise((resolve, reject) => {
        const body = Buffer.from(JSON.stringify(input));
        const headers = {
          'content-type': 'application/x-amz-json-1.0',
          'content-length': body.length,
          'x-amz-target': `DynamoDB_20120810.${operation}`,
          ...uncheckedSignature,
        };
        const sent = open(target, { method: 'POST', agent, headers }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            try {
              resolve({ status: response.statusCode ?? 500, body: withOneSpelling(fromJson(Buffer.concat(chunks))) });
            } catch {
              reject(new Error(`The DynamoDB engine at ${url} answered ${operation} with no JSON.`));
            }
          });
        });
        sent.on('error', reject);
        sent.end(body);
      }),
    close: () => agent.destroy(),
  };
}

/** DynamoDB writes `Message` in some errors and `message` in others; SDKs read both. */
function withOneSpelling(body: Record<string, unknown>): Record<string, unknown> {
  if (body['__type'] === undefined || body['Message'] === undefined) return body;
  const { Message: message, ...others } = body;
  return { ...others, message };
}

function fromJson(bytes: Buffer): Record<string, unknown> {
  return JSON.parse(bytes.toString()) as Record<string, unknown>;
}
