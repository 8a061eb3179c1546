import type { Clock } from '../../../base/Clock.ts';
import { isRecord } from '../../../base/json.ts';
import { UnsupportedFeatureError } from '../../../base/UnsupportedFeatureError.ts';
import { isAbsent, toNumber, toText } from '../handler/arguments.ts';
import { errorOutcome, Halt, type HandlerRun } from '../handler/HandlerRun.ts';
import type { HostFunction, HostFunctions } from '../handler/HostFunctions.ts';
import type { ResolverError } from '../handler/ResolverCode.ts';
import { attributeValues } from './attributeValues.ts';
import { createHttp } from './createHttp.ts';
import { createTime } from './createTime.ts';
import { createKsuid, createUlid } from './identifiers.ts';
import { matches } from './javaRegex.ts';
import { text } from './text.ts';
import { toDynamodbExpression } from './toDynamodbExpression.ts';
import { toSubscriptionFilter } from './toSubscriptionFilter.ts';

export interface UtilOptions {
  readonly clock: Clock;
  readonly randomUUID: () => string;
  readonly currentRun: () => HandlerRun;
}

const refused =
  (feature: string): HostFunction =>
  () => {
    throw new UnsupportedFeatureError(feature);
  };

function toResolverError(args: readonly unknown[], name: string): ResolverError {
  return {
    message: toText(args[0], `the message of ${name}`),
    errorType: isAbsent(args[1]) ? null : toText(args[1], `the type of ${name}`),
    data: args[2] ?? null,
    errorInfo: args[3] ?? null,
  };
}

/** https://docs.aws.amazon.com/appsync/latest/devguide/utility-helpers-in-util-js.html */
function createErrors(currentRun: () => HandlerRun): HostFunctions {
  return {
    error: (...args) => {
      throw new Halt(errorOutcome(toResolverError(args, 'util.error')));
    },
    appendError: (...args) => {
      currentRun().appendedErrors.push(toResolverError(args, 'util.appendError'));
    },
    // That the type named is the parent's, and not the field's own, is unconfirmed.
    unauthorized: () => {
      const { fieldName, parentTypeName } = currentRun().context.info;
      const message = `Not Authorized to access ${fieldName} on type ${parentTypeName}`;
      throw new Halt(errorOutcome({ message, errorType: 'Unauthorized', data: null, errorInfo: null }));
    },
  };
}

/** The text for a Lambda authorizer is unconfirmed. */
function authTypeOf(identity: unknown): string {
  if (!isRecord(identity)) return 'API Key Authorization';
  if ('resolverContext' in identity) return 'Lambda Authorization';
  if ('userArn' in identity) return 'IAM Authorization';
  return 'username' in identity ? 'User Pool Authorization' : 'Open ID Connect Authorization';
}

function randomBetween(start: number, end: number): number {
  return start + Math.floor(Math.random() * (end - start));
}

/** https://docs.aws.amazon.com/appsync/latest/devguide/math-helpers-in-util-math-js.html */
const math: HostFunctions = {
  roundNum: (input) => Math.round(toNumber(input, 'the number')),
  minVal: (left, right) => Math.min(toNumber(left, 'the first number'), toNumber(right, 'the second number')),
  maxVal: (left, right) => Math.max(toNumber(left, 'the first number'), toNumber(right, 'the second number')),
  randomDouble: () => Math.random(),
  // That `end` itself is left out is unconfirmed.
  randomWithinRange: (start, end) => randomBetween(toNumber(start, 'start'), toNumber(end, 'end')),
};

const transform: HostFunctions = {
  toDynamoDBFilterExpression: toDynamodbExpression,
  toDynamoDBConditionExpression: toDynamodbExpression,
  toSubscriptionFilter,
  toElasticsearchQueryDSL: refused('util.transform.toElasticsearchQueryDSL'),
};

/** `util`: https://docs.aws.amazon.com/appsync/latest/devguide/resolver-util-reference-js.html */
export function createUtil({ clock, randomUUID, currentRun }: UtilOptions): HostFunctions {
  return {
    ...createErrors(currentRun),
    ...text,
    autoId: () => randomUUID(),
    autoUlid: () => createUlid(clock.now()),
    autoKsuid: () => createKsuid(clock.now()),
    authType: () => authTypeOf(currentRun().context.identity),
    matches,
    math,
    time: createTime(clock),
    dynamodb: attributeValues,
    http: createHttp(currentRun),
    transform,
    rds: { toJsonObject: refused('util.rds.toJsonObject') },
    xml: { toMap: refused('util.xml.toMap'), toJsonString: refused('util.xml.toJsonString') },
  };
}
