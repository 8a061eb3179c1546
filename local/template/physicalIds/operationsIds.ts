import { randomUUID } from 'node:crypto';
import type { IdentityContext, PhysicalId, PhysicalIds } from './PhysicalIds.ts';
import { arnOf, physicalName } from './physicalName.ts';

const named =
  (property: string, service: string, toResource: (name: string) => string) =>
  (context: IdentityContext): PhysicalId => {
    const name = physicalName(context, property);
    return { ref: name, attributes: { Arn: arnOf(context, service, toResource(name)) } };
  };

function withoutAttributes(context: IdentityContext): PhysicalId {
  return {
    ref: context.keep('id', randomUUID),
    attributes: {},
  };
}

/** Resources that watch or guard a deployment and do nothing in the runtime: they have ids and no behaviour. */
export const operationsIds: PhysicalIds = {
  'AWS::CDK::Metadata': withoutAttributes,
  'AWS::Logs::LogGroup': named('LogGroupName', 'logs', (name) => `log-group:${name}:*`),
  'AWS::Logs::MetricFilter': withoutAttributes,
  'AWS::Logs::QueryDefinition': withoutAttributes,
  'AWS::CloudWatch::Alarm': named('AlarmName', 'cloudwatch', (name) => `alarm:${name}`),
  'AWS::CloudWatch::CompositeAlarm': named('AlarmName', 'cloudwatch', (name) => `alarm:${name}`),
  'AWS::CloudWatch::Dashboard': (context) => ({ ref: physicalName(context, 'DashboardName'), attributes: {} }),
  'AWS::Budgets::Budget': withoutAttributes,
  'AWS::SNS::Topic': (context) => {
    const name = physicalName(context, 'TopicName');
    const arn = arnOf(context, 'sns', name);
    return { ref: arn, attributes: { TopicArn: arn, TopicName: name } };
  },
  'AWS::SNS::Subscription': withoutAttributes,
  'AWS::SNS::TopicPolicy': withoutAttributes,
  'AWS::SQS::Queue': (context) => {
    const name = physicalName(context, 'QueueName');
    const url = `https://sqs.${context.region}.amazonaws.com/${context.accountId}/${name}`;
    return { ref: url, attributes: { Arn: arnOf(context, 'sqs', name), QueueName: name, QueueUrl: url } };
  },
  'AWS::SQS::QueuePolicy': withoutAttributes,
  'AWS::WAFv2::WebACL': (context) => {
    const id = context.keep('id', randomUUID);
    const name = physicalName(context, 'Name');
    const arn = arnOf(context, 'wafv2', `regional/webacl/${name}/${id}`);
    return { ref: `${name}|${id}|REGIONAL`, attributes: { Arn: arn, Id: id } };
  },
  'AWS::WAFv2::WebACLAssociation': withoutAttributes,
};
