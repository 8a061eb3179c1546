import type { ServiceAnswer } from '../gate/Gate.ts';
import type { SignedRequest } from '../iam/verifySignature.ts';
import type { HttpAnswer, HttpRequest } from './listener/HttpExchange.ts';

const contentTypes: ReadonlyMap<string, string> = new Map([
  ['AWSCognitoIdentityProviderService', 'application/x-amz-json-1.1'],
  ['secretsmanager', 'application/x-amz-json-1.1'],
  ['DynamoDB_20120810', 'application/x-amz-json-1.0'],
]);

/**
 * `POST /`: the AWS JSON protocols, told apart by `x-amz-target`.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export async function answerTargetedCall(
  request: HttpRequest,
  handleCall: (request: SignedRequest) => Promise<ServiceAnswer>,
): Promise<HttpAnswer> {
  const target = request.headers['x-amz-target'] ?? '';
  const [service = '', operation = ''] = target.split('.');
  const contentType = contentTypes.get(service);
  if (target === '') return refuse('MissingAction', 'The request names no operation in x-amz-target.');
  if (contentType === undefined || operation === '') {
    return refuse('UnknownOperationException', `The local runtime serves no ${target}.`);
  }
  return toHttp(await handleCall(request), contentType);
}

function refuse(code: string, message: string): HttpAnswer {
  return toHttp({ status: 400, body: { __type: code, message } }, 'application/x-amz-json-1.1');
}

function toHttp({ status, body }: ServiceAnswer, contentType: string): HttpAnswer {
  const type = body['__type'];
  const errorType = status >= 400 && typeof type === 'string' ? { 'x-amzn-errortype': withoutNamespace(type) } : {};
  return { status, headers: { 'content-type': contentType, ...errorType }, body: JSON.stringify(body) };
}

/** `com.amazon.coral.service#AccessDeniedException` names the same error as its last part. */
function withoutNamespace(type: string): string {
  return type.slice(type.indexOf('#') + 1);
}
