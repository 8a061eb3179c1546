import type { Stack, StackResource } from '../../template/Stack.ts';

type Definition = Partial<StackResource> & Pick<StackResource, 'logicalId' | 'type'>;

/** A stack of hand-written resources. */
export function stackOf(...definitions: Definition[]): Stack {
  const resources = definitions.map((one) => ({ properties: {}, ref: one.logicalId, attributes: {}, ...one }));
  return {
    name: 'Messaging',
    region: 'us-east-1',
    accountId: '000000000000',
    outputs: {},
    resourcesOf: (type) => resources.filter((one) => one.type === type),
    resource: (logicalId) => resources.find((one) => one.logicalId === logicalId)!,
    assetPath: (objectKey) => objectKey,
  };
}

export const roleArn = (name: string) => `arn:aws:iam::000000000000:role/${name}`;
export const tableArn = (name: string) => `arn:aws:dynamodb:us-east-1:000000000000:table/${name}`;

/** A role with one inline policy. */
export function aRole(name: string, ...Statement: Record<string, unknown>[]): Definition {
  return {
    logicalId: name,
    type: 'AWS::IAM::Role',
    attributes: { Arn: roleArn(name) },
    properties: {
      AssumeRolePolicyDocument: {
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
      },
      Policies: [{ PolicyName: 'Inline', PolicyDocument: { Version: '2012-10-17', Statement } }],
    },
  };
}

/** An on-demand table with text keys: `aTable('Messages', ['conversationId', 'seq:N'])`. */
export function aTable(name: string, keys: string[], properties: Record<string, unknown> = {}): Definition {
  const named = keys.map((key) => key.split(':'));
  return {
    logicalId: name,
    type: 'AWS::DynamoDB::Table',
    attributes: { Arn: tableArn(name) },
    properties: {
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: named.map(([AttributeName], index) => ({ AttributeName, KeyType: index === 0 ? 'HASH' : 'RANGE' })),
      AttributeDefinitions: named.map(([AttributeName, AttributeType = 'S']) => ({ AttributeName, AttributeType })),
      ...properties,
    },
  };
}
