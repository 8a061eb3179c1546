import { randomUUID } from 'node:crypto';
import { UnsupportedFeatureError } from '../../base/UnsupportedFeatureError.ts';
import type { PhysicalIds } from './PhysicalIds.ts';
import { arnOf, physicalName, textOf } from './physicalName.ts';

/** Ids and attributes of functions: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Lambda.html */
export const lambdaIds: PhysicalIds = {
  'AWS::Lambda::Function': (context) => {
    const name = physicalName(context, 'FunctionName');
    return { ref: name, attributes: { Arn: arnOf(context, 'lambda', `function:${name}`) } };
  },

  'AWS::Lambda::Permission': (context) => {
    const id = context.keep('statementId', () => `${context.stackName}-${context.logicalId}-${randomUUID()}`);
    return { ref: id, attributes: { Id: id } };
  },

  'AWS::Lambda::Version': (context) => {
    const name = textOf(context, 'FunctionName') ?? '';
    const functionArn = name.startsWith('arn:') ? name : arnOf(context, 'lambda', `function:${name}`);
    return { ref: `${functionArn}:1`, attributes: { FunctionArn: `${functionArn}:1`, Version: '1' } };
  },

  'AWS::Lambda::EventSourceMapping': ({ logicalId }) => {
    throw new UnsupportedFeatureError(`AWS::Lambda::EventSourceMapping (${logicalId})`);
  },
};
