import { Expiration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AuthorizationType,
  CfnGraphQLApi,
  Definition,
  FieldLogLevel,
  GraphqlApi,
  UserPoolDefaultAction,
} from 'aws-cdk-lib/aws-appsync';
import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { writeSchema } from './build/mergeSchema.ts';
import type { Settings } from './settings.ts';
import type { Storage } from './Storage.ts';

const daysOfApiKey = 365;
const millisecondsPerDay = 86_400_000;

/** Whole days, so that two syntheses of one day are equal. Each deployment renews the key; AppSync allows 365 days. */
const apiKeyExpiry = (): Date =>
  new Date((Math.floor(Date.now() / millisecondsPerDay) + daysOfApiKey) * millisecondsPerDay);

export interface ApiProps {
  readonly userPool: IUserPool;
  readonly storage: Storage;
  readonly settings: Settings;
}

/** The GraphQL API: who may ask, how deep, and what is logged. Resolvers.ts gives its fields their resolvers. */
export class Api extends Construct {
  readonly graphql: GraphqlApi;
  readonly apiKey: string;
  /** ISO 8601 */
  readonly apiKeyExpiry: string;

  constructor(scope: Construct, id: string, { userPool, storage, settings }: ApiProps) {
    super(scope, id);
    const expiry = apiKeyExpiry();
    this.graphql = new GraphqlApi(this, 'Graphql', {
      name: 'Messaging',
      definition: Definition.fromFile(writeSchema()),
      authorizationConfig: {
        defaultAuthorization: {
          authorizationType: AuthorizationType.USER_POOL,
          userPoolConfig: { userPool, defaultAction: UserPoolDefaultAction.ALLOW },
        },
        additionalAuthorizationModes: [
          { authorizationType: AuthorizationType.API_KEY, apiKeyConfig: { expires: Expiration.atDate(expiry) } },
          { authorizationType: AuthorizationType.IAM },
        ],
      },
      environmentVariables: { ...storage.variables(), MAX_GROUP_MEMBERS: settings.MAX_GROUP_MEMBERS },
      xrayEnabled: true,
      queryDepthLimit: 20,
      resolverCountLimit: 250,
    });
    this.#keepLogs();
    if (this.graphql.apiKey === undefined) throw new Error('The API has no key, although it is configured with one.');
    this.apiKey = this.graphql.apiKey;
    this.apiKeyExpiry = expiry.toISOString();
  }

  /** The right to call one mutation as the backend. */
  mayCall(mutation: string): PolicyStatement {
    return new PolicyStatement({
      actions: ['appsync:GraphQL'],
      resources: [`${this.graphql.arn}/types/Mutation/fields/${mutation}`],
    });
  }

  /**
   * AppSync writes to a group of this name; made here, it has a retention and the role needs no more than this ARN. Set
   * on the L1 resource, because the L2 property brings a custom resource and a role that may log everywhere.
   */
  #keepLogs(): void {
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/appsync/apis/${this.graphql.apiId}`,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const logRole = new Role(this, 'LogRole', { assumedBy: new ServicePrincipal('appsync.amazonaws.com') });
    logRole.addToPolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    );
    const api = this.graphql.node.defaultChild;
    if (!(api instanceof CfnGraphQLApi)) throw new Error('The GraphQL API has no resource of its own.');
    // Messages must not reach the logs: no headers, contexts or evaluated requests.
    api.logConfig = {
      cloudWatchLogsRoleArn: logRole.roleArn,
      fieldLogLevel: FieldLogLevel.ERROR,
      excludeVerboseContent: true,
    };
  }
}
