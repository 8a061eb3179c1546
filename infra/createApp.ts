import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { projectRoot } from './build/projectRoot.ts';
import { MessagingStack } from './MessagingStack.ts';

/** The feature flags of `cdk.json`: the CDK's command line passes them itself, a synthesis without it does not. */
const toContext = (text: string): Record<string, unknown> =>
  (JSON.parse(text) as { context: Record<string, unknown> }).context;

/** The CDK app. Without an environment: it synthesizes with no account, and deploys to that of the credentials. */
export const createApp = (outdir?: string): App => {
  const app = new App({
    ...(outdir !== undefined && { outdir }),
    analyticsReporting: false,
    context: toContext(readFileSync(join(projectRoot, 'cdk.json'), 'utf8')),
  });
  new MessagingStack(app, 'Messaging', {
    description: 'A messaging backend: GraphQL on AWS AppSync, DynamoDB, Cognito, Lambda.',
  });
  return app;
};
