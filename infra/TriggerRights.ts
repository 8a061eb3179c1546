import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Accounts } from './Accounts.ts';
import type { Api } from './Api.ts';
import { endpointSecretName } from './endpointSecretName.ts';
import { triggers, type FunctionShape, type TriggerName } from './functions.ts';

export interface TriggerRightsProps {
  readonly accounts: Accounts;
  readonly api: Api;
}

/**
 * What the triggers need of the user pool and of the API. The pool needs its triggers and the API the pool, so neither
 * can be in the triggers' own resources: the policy comes after them, and the address is read at run time.
 */
export class TriggerRights extends Construct {
  constructor(scope: Construct, id: string, { accounts, api }: TriggerRightsProps) {
    super(scope, id);
    const endpoint = new CfnSecret(this, 'Endpoint', {
      name: endpointSecretName(),
      description: 'Address of the messaging API, for the triggers of the user pool. No secret.',
      secretString: api.graphql.graphqlUrl,
    });
    const statements = [
      new PolicyStatement({
        actions: ['cognito-idp:AdminUserGlobalSignOut'],
        resources: [accounts.userPool.userPoolArn],
      }),
      new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [endpoint.ref] }),
      api.mayCall('endSubscriptions'),
    ];
    for (const name of Object.keys(triggers) as TriggerName[]) {
      const { endsSessions }: FunctionShape = triggers[name];
      if (endsSessions) new Policy(this, name, { roles: [accounts.triggerRole(name)], statements });
    }
  }
}
