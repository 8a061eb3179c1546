import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Accounts } from './Accounts.ts';
import { Administration } from './Administration.ts';
import { Api } from './Api.ts';
import { createInTurn } from './createInTurn.ts';
import { FieldFunctions } from './FieldFunctions.ts';
import { Resolvers } from './Resolvers.ts';
import { loadSettings } from './settings.ts';
import { Sources } from './Sources.ts';
import { Storage } from './Storage.ts';
import { TriggerRights } from './TriggerRights.ts';

/** The whole backend. */
export class MessagingStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const settings = loadSettings(this.node);
    const storage = new Storage(this, 'Storage');
    const accounts = new Accounts(this, 'Accounts', { storage });
    const api = new Api(this, 'Api', { userPool: accounts.userPool, storage, settings });
    const fieldFunctions = new FieldFunctions(this, 'Functions', { storage, accounts, api, settings });
    const sources = new Sources(this, 'Sources', { api, storage, fieldFunctions });
    new Resolvers(this, 'Resolvers', { api, sources });
    new TriggerRights(this, 'TriggerRights', { accounts, api });
    createInTurn(this);
    const administration = new Administration(this, 'Administration', { api });
    this.#tell({
      GraphqlUrl: api.graphql.graphqlUrl,
      ApiKey: api.apiKey,
      ApiKeyExpiresAt: api.apiKeyExpiry,
      UserPoolId: accounts.userPool.userPoolId,
      WebClientId: accounts.webClient.userPoolClientId,
      AdministratorRoleArn: administration.role.roleArn,
      Region: this.region,
    });
  }

  /** What a frontend needs to know. */
  #tell(outputs: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
