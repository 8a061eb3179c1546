import type { Function } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Accounts } from './Accounts.ts';
import type { Api } from './Api.ts';
import { functions, type FunctionName, type FunctionShape } from './functions.ts';
import { MessagingFunction } from './MessagingFunction.ts';
import type { Settings } from './settings.ts';
import type { Storage } from './Storage.ts';

export interface FieldFunctionsProps {
  readonly storage: Storage;
  readonly accounts: Accounts;
  readonly api: Api;
  readonly settings: Settings;
}

/** The Lambdas behind fields of the API. */
export class FieldFunctions extends Construct {
  readonly #functions: Readonly<Record<FunctionName, Function>>;

  constructor(scope: Construct, id: string, props: FieldFunctionsProps) {
    super(scope, id);
    const names = Object.keys(functions) as FunctionName[];
    this.#functions = Object.fromEntries(names.map((name) => [name, this.#create(name, props)])) as Record<
      FunctionName,
      Function
    >;
  }

  get(name: FunctionName): Function {
    return this.#functions[name];
  }

  #create(name: FunctionName, { storage, accounts, api, settings }: FieldFunctionsProps): Function {
    const shape: FunctionShape = functions[name];
    const rights = accounts.rightsOf(shape);
    return new MessagingFunction(this, name, {
      name,
      shape,
      storage,
      statements: [...rights.statements, ...(shape.publishes ? [api.mayCall('publishMessage')] : [])],
      environment: {
        ...rights.environment,
        ...(shape.publishes && { GRAPHQL_URL: api.graphql.graphqlUrl }),
        ...Object.fromEntries((shape.settings ?? []).map((setting) => [setting, settings[setting]])),
      },
    }).function;
  }
}
