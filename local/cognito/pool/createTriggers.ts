import { randomUUID } from 'node:crypto';
import { isRecord } from '../../base/json.ts';
import type { Functions, InvocationOutcome } from '../../lambda/Functions.ts';
import type { PoolDefinition, TriggerName } from '../template/PoolDefinition.ts';
import { CognitoError } from './CognitoError.ts';

export interface TriggerEvent {
  readonly trigger: TriggerName;
  /** e.g. `PreSignUp_SignUp` */
  readonly source: string;
  readonly username: string;
  readonly clientId: string | undefined;
  readonly request: Readonly<Record<string, unknown>>;
  readonly response: Readonly<Record<string, unknown>>;
}

/**
 * Invokes the pool's function for a trigger.
 * @returns the function's `response`, or the event's own when the pool has no such trigger
 * @throws CognitoError UserLambdaValidationException when the function throws
 */
export type RunTrigger = (event: TriggerEvent) => Promise<Readonly<Record<string, unknown>>>;

/** https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html; the service tries three times. */
const limitMilliseconds = 5_000;

export function createTriggers(definition: PoolDefinition, functions: Functions): RunTrigger {
  return async (event) => {
    const functionArn = definition.triggers[event.trigger];
    if (functionArn === undefined) return event.response;
    const invocation = functions.invoke(functionArn, toPayload(definition, event), { requestId: randomUUID() });
    return toResponse(event.trigger, await withinLimit(event.trigger, invocation));
  };
}

function toPayload(definition: PoolDefinition, event: TriggerEvent): Record<string, unknown> {
  return {
    version: '1',
    region: definition.region,
    userPoolId: definition.id,
    userName: event.username,
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: event.clientId ?? 'CLIENT_ID_NOT_APPLICABLE' },
    triggerSource: event.source,
    request: event.request,
    response: event.response,
  };
}

async function withinLimit(trigger: TriggerName, invocation: Promise<InvocationOutcome>): Promise<InvocationOutcome> {
  const { promise: timeout, reject } = withRejection();
  const timer = setTimeout(() => {
    reject(unexpected(`${trigger} invocation failed due to error Socket timeout while invoking Lambda function.`));
  }, limitMilliseconds);
  try {
    return await Promise.race([invocation, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

function withRejection(): { promise: Promise<never>; reject: (reason: Error) => void } {
  let reject: (reason: Error) => void = () => undefined;
  const promise = new Promise<never>((_resolve, rejectPromise) => {
    reject = rejectPromise;
  });
  return { promise, reject };
}

function toResponse(trigger: TriggerName, outcome: InvocationOutcome): Readonly<Record<string, unknown>> {
  if (outcome.kind === 'failed') {
    const message = `${trigger} failed with error ${outcome.errorMessage}.`;
    // Which exception a function's time-out or crash comes to is unconfirmed.
    const isThrown = !/^(Runtime|Sandbox)\./.test(outcome.errorType);
    throw isThrown ? new CognitoError('UserLambdaValidationException', message) : unexpected(message);
  }
  const response = isRecord(outcome.payload) ? outcome.payload['response'] : undefined;
  if (!isRecord(response)) throw new CognitoError('InvalidLambdaResponseException', 'Unrecognizable lambda output');
  return response;
}

function unexpected(message: string): CognitoError {
  return new CognitoError('UnexpectedLambdaException', message);
}
