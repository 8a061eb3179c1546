import { App } from 'aws-cdk-lib';
import { MessagingStack } from './MessagingStack.ts';

/** The CDK app. Without an environment: it synthesizes with no account, and deploys to that of the credentials. */
export const createApp = (outdir?: string): App => {
  const app = new App({
    ...(outdir !== undefined && { outdir }),
    analyticsReporting: false,
  });
  new MessagingStack(app, 'Messaging', {
    description: 'A messaging backend: GraphQL on AWS AppSync, DynamoDB, Cognito, Lambda.',
  });
  return app;
};
