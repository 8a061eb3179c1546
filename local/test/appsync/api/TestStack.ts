import type { Stack, StackResource } from '../../../template/Stack.ts';

type Properties = Record<string, unknown>;

/** A stack of hand-written resources, as the loader would give it. */
export class TestStack implements Stack {
  readonly name = 'Messaging';
  readonly region = 'us-east-1';
  readonly accountId = '000000000000';
  readonly outputs = {};
  readonly #resources: StackResource[] = [];

  add(type: string, properties: Properties, rest: Partial<StackResource> = {}): this {
    const logicalId = `${type.replace(/^.*::/, '')}${String(this.#resources.length)}`;
    this.#resources.push({ logicalId, type, properties, ref: logicalId, attributes: {}, ...rest });
    return this;
  }

  resourcesOf(type: string): readonly StackResource[] {
    return this.#resources.filter((resource) => resource.type === type);
  }

  resource(logicalId: string): StackResource {
    return this.#resources.find((resource) => resource.logicalId === logicalId)!;
  }

  assetPath(objectKey: string): string {
    throw new Error(`no asset ${objectKey}`);
  }
}

export const API_ARN = 'arn:aws:appsync:us-east-1:000000000000:apis/api1';

/** An API whose default is the user pool `pool1`, with API keys and IAM beside it. */
export const THREE_MODES: Properties = {
  AuthenticationType: 'AMAZON_COGNITO_USER_POOLS',
  UserPoolConfig: { UserPoolId: 'pool1', DefaultAction: 'ALLOW' },
  AdditionalAuthenticationProviders: [{ AuthenticationType: 'API_KEY' }, { AuthenticationType: 'AWS_IAM' }],
};

export function stackOf(schema: string, api: Properties = THREE_MODES): TestStack {
  return new TestStack()
    .add('AWS::AppSync::GraphQLApi', { Name: 'api', ...api }, { attributes: { ApiId: 'api1', Arn: API_ARN } })
    .add('AWS::AppSync::GraphQLSchema', { ApiId: 'api1', Definition: schema });
}
