import { ALPHABET, randomText } from '../../base/randomText.ts';
import type { IdentityContext } from './PhysicalIds.ts';

const SUFFIX_LENGTH = 12;
const MAX_NAME_LENGTH = 64;

/** A property as text; `undefined` when the template does not set it. */
export const textOf = ({ properties }: IdentityContext, property: string): string | undefined => {
  const value = properties[property];
  return typeof value === 'string' ? value : undefined;
};

/**
 * The name that the template sets in `property`, or one as CloudFormation makes it: stack, logical id and a random suffix.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-name.html
 */
export const physicalName = (context: IdentityContext, property: string): string => {
  const given = textOf(context, property);
  if (given !== undefined) return given;

  const suffix = context.keep('suffix', () => randomText(SUFFIX_LENGTH, ALPHABET.mixed));
  const stem = `${context.stackName}-${context.logicalId}`.slice(0, MAX_NAME_LENGTH - SUFFIX_LENGTH - 1);
  return `${stem}-${suffix}`;
};

/** An ARN in the stack's account and region; IAM has no region. */
export const arnOf = (context: IdentityContext, service: string, resource: string): string =>
  `arn:aws:${service}:${service === 'iam' ? '' : context.region}:${context.accountId}:${resource}`;
