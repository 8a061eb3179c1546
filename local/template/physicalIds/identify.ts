import { UnsupportedFeatureError } from '../../base/UnsupportedFeatureError.ts';
import { appsyncIds } from './appsyncIds.ts';
import { cognitoIds } from './cognitoIds.ts';
import { dynamodbIds } from './dynamodbIds.ts';
import { iamIds } from './iamIds.ts';
import { lambdaIds } from './lambdaIds.ts';
import { operationsIds } from './operationsIds.ts';
import type { IdentityContext, PhysicalId, PhysicalIds } from './PhysicalIds.ts';
import { secretsManagerIds } from './secretsManagerIds.ts';

const ids: PhysicalIds = {
  ...appsyncIds,
  ...cognitoIds,
  ...dynamodbIds,
  ...iamIds,
  ...lambdaIds,
  ...operationsIds,
  ...secretsManagerIds,
};

/** Refuses, by name, a resource type that the runtime does not know. */
export function assertKnownType(type: string, logicalId: string): void {
  if (!Object.hasOwn(ids, type)) throw new UnsupportedFeatureError(`${type} (${logicalId})`);
}

/** The physical id and the attributes of a resource. */
export function identify(type: string, context: IdentityContext): PhysicalId {
  const identifyType = ids[type];
  if (identifyType === undefined) throw new UnsupportedFeatureError(`${type} (${context.logicalId})`);
  return identifyType(context);
}
