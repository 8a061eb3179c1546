import { randomUUID } from 'node:crypto';
import type { Clock } from '../base/Clock.ts';
import { toRecord } from '../base/json.ts';
import { UnsupportedFeatureError } from '../base/UnsupportedFeatureError.ts';
import type { Iam } from '../iam/Iam.ts';
import { verifySignature, type SignedRequest } from '../iam/verifySignature.ts';
import { functionStepOf, requestIdOf } from '../lambda/traceId.ts';
import type { Gate, ServiceAnswer, ServiceCall } from './Gate.ts';
import { isPublicOperation } from './toAccessRequests.ts';

export interface SignedCallOptions {
  readonly iam: Pick<Iam, 'session'>;
  readonly clock: Clock;
  readonly region: string;
  readonly gate: Gate;
}

const services: readonly (readonly [string, ServiceCall['service']])[] = [
  ['DynamoDB_20120810', 'dynamodb'],
  ['secretsmanager', 'secretsmanager'],
  ['AWSCognitoIdentityProviderService', 'cognito-idp'],
];

/**
 * `POST /` of the SDKs: whose signature it is decides whose policies are asked, and the tracing header on whose behalf
 * it runs. Cognito's public operations need no signature; the call has no role then.
 */
export async function handleSignedCall(request: SignedRequest, options: SignedCallOptions): Promise<ServiceAnswer> {
  const headers = new Map(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]));
  const target = toTarget(headers.get('x-amz-target') ?? '');
  if (target === undefined) return refused('com.amazon.coral.service#UnknownOperationException', undefined);
  const caller = callerOf(request, { ...options, ...target, isSigned: headers.has('authorization') });
  if ('refusal' in caller) {
    return refused(`com.amazon.coral.service#${caller.refusal.code}`, caller.refusal.message);
  }
  const input = toInput(request.body);
  if (input === undefined) return refused('com.amazon.coral.service#SerializationException', undefined);
  const traceHeader = headers.get('x-amzn-trace-id');
  const requestId = requestIdOf(traceHeader) ?? randomUUID();
  const functionStep = functionStepOf(traceHeader);
  try {
    return await options.gate.call({ ...target, ...caller, input, requestId, functionStep });
  } catch (error) {
    if (error instanceof UnsupportedFeatureError) return { ...refused(error.name, error.message), status: 501 };
    throw error;
  }
}

type Caller = Pick<ServiceCall, 'roleArn' | 'sessionName'>;

function callerOf(
  request: SignedRequest,
  { isSigned, service, operation, ...verification }: SignedCallOptions & Target & { readonly isSigned: boolean },
): Caller | { readonly refusal: { readonly code: string; readonly message: string } } {
  if (!isSigned && isPublicOperation({ service, operation })) return { roleArn: '' };
  const verified = verifySignature(request, { ...verification, service });
  if ('refusal' in verified) return verified;
  return { roleArn: verified.session.roleArn, sessionName: verified.session.sessionName };
}

type Target = Pick<ServiceCall, 'service' | 'operation'>;

function toTarget(header: string): Target | undefined {
  const [prefix, operation] = header.split('.');
  const service = services.find(([name]) => name === prefix)?.[1];
  return service === undefined || !operation ? undefined : { service, operation };
}

function toInput(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body === '' ? '{}' : body);
    return typeof value === 'object' && value !== null ? { ...toRecord(value) } : undefined;
  } catch {
    return undefined;
  }
}

function refused(__type: string, message: string | undefined): ServiceAnswer {
  return { status: 400, body: message === undefined ? { __type } : { __type, message } };
}
