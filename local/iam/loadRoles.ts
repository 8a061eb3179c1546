import { UnsupportedFeatureError } from '../base/UnsupportedFeatureError.ts';
import type { Stack, StackResource } from '../template/Stack.ts';
import { toStatements, type Statement } from './toStatements.ts';

export interface Role {
  readonly arn: string;
  readonly name: string;
  readonly statements: readonly Statement[];
}

/** The context keys that calls in this runtime carry; a policy that asks for another one cannot be judged here. */
const suppliedContextKeys = [
  'aws:PrincipalArn',
  'aws:PrincipalAccount',
  'aws:RequestedRegion',
  'aws:SecureTransport',
  'dynamodb:EnclosingOperation',
  'dynamodb:LeadingKeys',
  'dynamodb:ReturnValues',
  'dynamodb:Select',
  'secretsmanager:SecretId',
].map((key) => key.toLowerCase());

interface Attachment {
  readonly roleName: string;
  readonly policyName: string;
  readonly document: unknown;
}

const logs = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];
const traces = [
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:GetSamplingStatisticSummaries',
];

function allowEverywhere(actions: readonly string[]) {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
  };
}

/** AWS's own policies by ARN: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html */
const managedPolicies: ReadonlyMap<string, unknown> = new Map([
  ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole', allowEverywhere(logs)],
  ['arn:aws:iam::aws:policy/service-role/AWSAppSyncPushToCloudWatchLogs', allowEverywhere(logs)],
  ['arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess', allowEverywhere(traces)],
]);

/** The roles of the stack with all their policies: inline, attached and managed. */
export function loadRoles(stack: Stack): Role[] {
  const attachments = [
    ...stack.resourcesOf('AWS::IAM::Policy').flatMap(attachmentsOf),
    ...stack.resourcesOf('AWS::IAM::RolePolicy').flatMap(attachmentsOf),
    ...stack.resourcesOf('AWS::IAM::ManagedPolicy').flatMap(attachmentsOf),
  ];
  return stack.resourcesOf('AWS::IAM::Role').map((role) => {
    if (role.properties['PermissionsBoundary'] !== undefined) {
      throw new UnsupportedFeatureError(`the permissions boundary of role ${role.logicalId}`);
    }
    const policies = [
      ...inlinePolicies(role),
      ...managedPoliciesOf(role, stack),
      ...attachments.filter((attachment) => attachment.roleName === role.ref),
    ];
    const statements = policies.flatMap(({ document, policyName }) => toStatements(document, policyName));
    for (const statement of statements) refuseUnsuppliedKeys(statement, role);
    return { arn: role.attributes['Arn'] ?? '', name: role.ref, statements };
  });
}

function attachmentsOf(policy: StackResource): Attachment[] {
  for (const holder of ['Users', 'Groups']) {
    if (toList(policy.properties[holder]).length > 0) {
      throw new UnsupportedFeatureError(`policies of IAM ${holder.toLowerCase()} (${policy.logicalId})`);
    }
  }
  const roles = [...toList(policy.properties['Roles']), ...toList(policy.properties['RoleName'])];
  const document = policy.properties['PolicyDocument'];
  return roles.map((roleName) => ({ roleName: String(roleName), policyName: policy.logicalId, document }));
}

function inlinePolicies(role: StackResource): Omit<Attachment, 'roleName'>[] {
  return toList(role.properties['Policies']).map((policy) => {
    const { PolicyName, PolicyDocument } = toInlinePolicy(policy);
    return { policyName: `${role.logicalId}/${PolicyName}`, document: PolicyDocument };
  });
}

function managedPoliciesOf(role: StackResource, stack: Stack): Omit<Attachment, 'roleName'>[] {
  return toList(role.properties['ManagedPolicyArns']).map((value) => {
    const arn = String(value);
    const own = stack.resourcesOf('AWS::IAM::ManagedPolicy').find((policy) => policy.ref === arn);
    const document = own?.properties['PolicyDocument'] ?? managedPolicies.get(arn);
    if (document === undefined)
      throw new UnsupportedFeatureError(`the managed policy ${arn} of role ${role.logicalId}`);
    return { policyName: arn, document };
  });
}

function refuseUnsuppliedKeys({ conditions }: Statement, role: StackResource): void {
  const condition = conditions.find(({ key }) => !suppliedContextKeys.includes(key.toLowerCase()));
  if (condition !== undefined) {
    throw new UnsupportedFeatureError(`the condition key ${condition.key} in a policy of role ${role.logicalId}`);
  }
}

function toList(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function toInlinePolicy(value: unknown): { PolicyName: string; PolicyDocument: unknown } {
  return value as { PolicyName: string; PolicyDocument: unknown };
}
