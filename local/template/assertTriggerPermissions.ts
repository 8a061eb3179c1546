import { isRecord } from '../base/json.ts';
import { TemplateError } from '../base/TemplateError.ts';
import type { Stack, StackResource } from './Stack.ts';

const invoke: ReadonlySet<unknown> = new Set(['lambda:InvokeFunction', 'lambda:*']);

function triggersOf(pool: StackResource): { trigger: string; functionArn: string }[] {
  const { LambdaConfig } = pool.properties;
  return Object.entries(isRecord(LambdaConfig) ? LambdaConfig : {}).flatMap(([trigger, target]) => {
    const functionArn = isRecord(target) ? target['LambdaArn'] : target;
    return typeof functionArn === 'string' && functionArn.includes(':lambda:') ? [{ trigger, functionArn }] : [];
  });
}

/** `ArnLike`: `*` and `?` stand for any characters. */
function isLike(arn: string, pattern: unknown): boolean {
  if (pattern === undefined) return true;
  if (typeof pattern !== 'string') return false;
  const expression = pattern.replaceAll(/[\\^$.|+()[\]{}]/g, String.raw`\$&`).replaceAll('*', '.*');
  return new RegExp(`^${expression.replaceAll('?', '.')}$`).test(arn);
}

function permits(permission: StackResource, functionArn: string, pool: StackResource): boolean {
  const { Action, FunctionName, Principal, SourceArn, SourceAccount } = permission.properties;
  const poolArn = pool.attributes['Arn'] ?? '';
  return (
    Principal === 'cognito-idp.amazonaws.com' &&
    invoke.has(Action) &&
    (FunctionName === functionArn || FunctionName === functionArn.split(':')[6]) &&
    isLike(poolArn, SourceArn) &&
    (SourceAccount === undefined || SourceAccount === poolArn.split(':')[4])
  );
}

/**
 * Refuses a user pool trigger that Cognito may not invoke. Such a stack deploys, then every sign-up ends in an AccessDeniedException.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
 */
export function assertTriggerPermissions(stack: Stack): void {
  const permissions = stack.resourcesOf('AWS::Lambda::Permission');
  for (const pool of stack.resourcesOf('AWS::Cognito::UserPool')) {
    for (const { trigger, functionArn } of triggersOf(pool)) {
      if (permissions.some((permission) => permits(permission, functionArn, pool))) continue;
      throw new TemplateError(
        `Trigger ${trigger} of user pool ${pool.logicalId} has no AWS::Lambda::Permission that lets cognito-idp.amazonaws.com invoke ${functionArn}.`,
      );
    }
  }
}
