import type { DataPlane, DataPlaneAnswer } from '../dataPlane/DataPlane.ts';
import type { SignatureRefusal, SignedRequest } from '../iam/verifySignature.ts';
import type { Session } from '../iam/Iam.ts';
import type { HttpAnswer, HttpRequest } from './HttpExchange.ts';

export interface TargetedCallOptions {
  /** Cognito's operations that nobody signs. */
  readonly callUserPools: (operation: string, input: Record<string, unknown>) => Promise<DataPlaneAnswer>;
  readonly dataPlane: DataPlane;
  readonly verify: (
    request: SignedRequest,
    service: string,
  ) => { readonly session: Session } | { readonly refusal: SignatureRefusal };
  /** DynamoDB's and Secrets Manager's operations, signed. */
  handleSignedCall(request: SignedRequest): Promise<DataPlaneAnswer>;
}

const cognito = 'AWSCognitoIdentityProviderService';
const contentTypes: ReadonlyMap<string, string> = new Map([
  [cognito, 'application/x-amz-json-1.1'],
  ['secretsmanager', 'application/x-amz-json-1.1'],
  ['DynamoDB_20120810', 'application/x-amz-json-1.0'],
]);

/** `POST /`: the AWS JSON protocols, told apart by `x-amz-target`. https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
export async function answerTargetedCall(request: HttpRequest, options: TargetedCallOptions): Promise<HttpAnswer> {
  const target = request.headers['x-amz-target'] ?? '';
  const [service = '', operation = ''] = target.split('.');
  const contentType = contentTypes.get(service) ?? 'application/x-amz-json-1.1';
  if (target === '')
    return toHttp(refuse('MissingAction', 'The request names no operation in x-amz-target.'), contentType);
  if (!contentTypes.has(service) || operation === '')
    return toHttp(refuse('UnknownOperationException', `The local runtime serves no ${target}.`), contentType);
  const answer =
    service === cognito ? await callCognito(request, operation, options) : await options.handleSignedCall(request);
  return toHttp(answer, contentType);
}

async function callCognito(
  request: HttpRequest,
  operation: string,
  { callUserPools, dataPlane, verify }: TargetedCallOptions,
): Promise<DataPlaneAnswer> {
  const input = parseObject(request.body);
  if (input === undefined) return refuse('SerializationException', 'The request body is not a JSON object.');
  if (!request.headers['authorization']?.startsWith('AWS4-HMAC-SHA256')) return callUserPools(operation, input);
  const verified = verify(request, 'cognito-idp');
  if ('refusal' in verified) return refuse(verified.refusal.code, verified.refusal.message);
  const { roleArn } = verified.session;
  return dataPlane.call({ service: 'cognito-idp', operation, input, roleArn, requestId: request.requestId });
}

function parseObject(body: string): Record<string, unknown> | undefined {
  try {
    return toObject(JSON.parse(body));
  } catch {
    return undefined;
  }
}

function toObject(value: unknown): Record<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.fromEntries(Object.entries(value));
}

function refuse(code: string, message: string): DataPlaneAnswer {
  return { status: 400, body: { __type: code, message } };
}

function toHttp({ status, body }: DataPlaneAnswer, contentType: string): HttpAnswer {
  const type = body['__type'];
  const errorType = status >= 400 && typeof type === 'string' ? { 'x-amzn-errortype': type } : {};
  return { status, headers: { 'content-type': contentType, ...errorType }, body: JSON.stringify(body) };
}
