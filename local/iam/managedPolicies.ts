const logs = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];
const traces = [
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:GetSamplingStatisticSummaries',
];

const allowEverywhere = (actions: readonly string[]) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
});

/** AWS's own policies by ARN: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html */
export const managedPolicies: ReadonlyMap<string, unknown> = new Map([
  ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole', allowEverywhere(logs)],
  ['arn:aws:iam::aws:policy/service-role/AWSAppSyncPushToCloudWatchLogs', allowEverywhere(logs)],
  ['arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess', allowEverywhere(traces)],
]);
