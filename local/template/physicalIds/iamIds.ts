import { alphabets, randomText } from '../../base/randomText.ts';
import type { IdentityContext, PhysicalIds } from './PhysicalIds.ts';
import { arnOf, physicalName, textOf } from './physicalName.ts';

const uniqueIdLength = 17;

function uniqueId(context: IdentityContext, prefix: string): string {
  return context.keep('uniqueId', () => `${prefix}${randomText(uniqueIdLength, alphabets.upper)}`);
}

/** Ids and attributes of roles and policies: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_IAM.html */
export const iamIds: PhysicalIds = {
  'AWS::IAM::Role': (context) => {
    const name = physicalName(context, 'RoleName');
    const arn = arnOf(context, 'iam', `role${textOf(context, 'Path') ?? '/'}${name}`);
    return { ref: name, attributes: { Arn: arn, RoleId: uniqueId(context, 'AROA') } };
  },

  'AWS::IAM::Policy': (context) => {
    const name = physicalName(context, 'PolicyName');
    return { ref: name, attributes: { Id: name } };
  },

  'AWS::IAM::ManagedPolicy': (context) => {
    const name = physicalName(context, 'ManagedPolicyName');
    const arn = arnOf(context, 'iam', `policy${textOf(context, 'Path') ?? '/'}${name}`);
    return { ref: arn, attributes: { PolicyArn: arn, PolicyId: uniqueId(context, 'ANPA') } };
  },
};
