import { alphabets, randomText } from '../../base/randomText.ts';
import type { IdentityContext } from './PhysicalIds.ts';

const suffixLength = 12;
const maxNameLength = 64;

/** A property as text; `undefined` when the template does not set it. */
export function textOf({ properties }: IdentityContext, property: string): string | undefined {
  const value = properties[property];
  return typeof value === 'string' ? value : undefined;
}

/**
 * The name that the template sets in `property`, or one as CloudFormation makes it: stack, logical id and a random suffix.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-name.html
 */
export function physicalName(context: IdentityContext, property: string): string {
  const given = textOf(context, property);
  if (given !== undefined) return given;

  const suffix = context.keep('suffix', () => randomText(suffixLength, alphabets.mixed));
  const stem = `${context.stackName}-${context.logicalId}`.slice(0, maxNameLength - suffixLength - 1);
  return `${stem}-${suffix}`;
}

/** An ARN in the stack's account and region; IAM has no region. */
export function arnOf(context: IdentityContext, service: string, resource: string): string {
  return `arn:aws:${service}:${service === 'iam' ? '' : context.region}:${context.accountId}:${resource}`;
}
