import { isRecord } from '../base/json.ts';
import { TemplateError } from '../base/TemplateError.ts';
import { UnsupportedFeatureError } from '../base/UnsupportedFeatureError.ts';
import type { Stack, StackResource } from './Stack.ts';

function roleOf(stack: Stack, resource: StackResource, property: string): StackResource {
  const roleArn = resource.properties[property];
  if (typeof roleArn !== 'string') throw new TemplateError(`${resource.logicalId} has no ${property}.`);

  const role = stack.resourcesOf('AWS::IAM::Role').find(({ attributes }) => attributes['Arn'] === roleArn);
  if (role === undefined) throw new UnsupportedFeatureError(`a role of another stack (${resource.logicalId})`);
  return role;
}

function toList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

const assumeRole: ReadonlySet<unknown> = new Set(['sts:AssumeRole', 'sts:*', '*']);

/** Whether the role's trust policy lets a service such as `lambda.amazonaws.com` assume it. Conditions are not weighed. */
function trustsService(role: StackResource, service: string): boolean {
  const { AssumeRolePolicyDocument: document } = role.properties;
  const statements = isRecord(document) ? toList(document['Statement']) : [];

  return statements.filter(isRecord).some(({ Effect, Action, Principal }) => {
    const services = isRecord(Principal) ? toList(Principal['Service']) : [];
    return Effect === 'Allow' && toList(Action).some((action) => assumeRole.has(action)) && services.includes(service);
  });
}

/** Refuses functions and data sources whose role their service could not assume. */
export function assertRoles(stack: Stack): void {
  for (const lambdaFunction of stack.resourcesOf('AWS::Lambda::Function')) {
    if (trustsService(roleOf(stack, lambdaFunction, 'Role'), 'lambda.amazonaws.com')) continue;
    throw new TemplateError(
      `The role defined for the function cannot be assumed by Lambda (${lambdaFunction.logicalId}).`,
    );
  }
  for (const dataSource of stack.resourcesOf('AWS::AppSync::DataSource')) {
    if (dataSource.properties['Type'] === 'NONE') continue;
    const role = roleOf(stack, dataSource, 'ServiceRoleArn');
    if (trustsService(role, 'appsync.amazonaws.com')) continue;
    throw new TemplateError(
      `Role ${role.logicalId} of data source ${dataSource.logicalId} does not trust appsync.amazonaws.com.`,
    );
  }
}
