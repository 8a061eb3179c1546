import { randomUUID } from 'node:crypto';
import { UnsupportedFeatureError } from '../../base/UnsupportedFeatureError.ts';
import type { IdentityContext, PhysicalId, PhysicalIds } from './PhysicalIds.ts';
import { arnOf, physicalName } from './physicalName.ts';

function table(context: IdentityContext): PhysicalId {
  const { Replicas, StreamSpecification } = context.properties;
  if (Array.isArray(Replicas) && Replicas.length > 1) throw new UnsupportedFeatureError('replicas of a global table');

  const name = physicalName(context, 'TableName');
  const arn = arnOf(context, 'dynamodb', `table/${name}`);
  const attributes = { Arn: arn, TableId: context.keep('tableId', randomUUID) };
  if (StreamSpecification === undefined) return { ref: name, attributes };

  const label = context.keep('streamLabel', () => new Date().toISOString().slice(0, -1));
  return { ref: name, attributes: { ...attributes, StreamArn: `${arn}/stream/${label}` } };
}

/** Ids and attributes of tables: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_DynamoDB.html */
export const dynamodbIds: PhysicalIds = {
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
};
