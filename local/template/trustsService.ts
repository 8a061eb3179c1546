import { isRecord } from '../base/isRecord.ts';
import type { StackResource } from './Stack.ts';

const toList = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

const ASSUME_ROLE: ReadonlySet<unknown> = new Set(['sts:AssumeRole', 'sts:*', '*']);

/** Whether the role's trust policy lets a service such as `lambda.amazonaws.com` assume it. Conditions are not weighed. */
export const trustsService = (role: StackResource, service: string): boolean => {
  const { AssumeRolePolicyDocument: document } = role.properties;
  const statements = isRecord(document) ? toList(document['Statement']) : [];

  return statements.filter(isRecord).some(({ Effect, Action, Principal }) => {
    const services = isRecord(Principal) ? toList(Principal['Service']) : [];
    return Effect === 'Allow' && toList(Action).some((action) => ASSUME_ROLE.has(action)) && services.includes(service);
  });
};
