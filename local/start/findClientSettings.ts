import { TemplateError } from '../base/TemplateError.ts';
import type { Stack, StackResource } from '../template/Stack.ts';

/** What a client needs to know of the stack. */
export interface ClientSettings {
  readonly apiKey: string;
  readonly userPoolId: string;
  /** The app client without a secret, which is the only one that a browser can use. */
  readonly webClientId: string;
  readonly defaultAuthorizationMode: string;
  readonly additionalAuthorizationModes: readonly string[];
}

export function findClientSettings(stack: Stack): ClientSettings {
  const api = theOne(stack, 'AWS::AppSync::GraphQLApi');
  return {
    apiKey: attributeOf(theOne(stack, 'AWS::AppSync::ApiKey'), 'ApiKey'),
    userPoolId: theOne(stack, 'AWS::Cognito::UserPool').ref,
    webClientId: findWebClient(stack).ref,
    defaultAuthorizationMode: textOf(api.properties['AuthenticationType']),
    additionalAuthorizationModes: additionalModes(api),
  };
}

function theOne(stack: Stack, type: string): StackResource {
  const [resource] = stack.resourcesOf(type);
  if (resource === undefined)
    throw new TemplateError(`The stack has no ${type}, which the local runtime tells to clients.`);
  return resource;
}

function findWebClient(stack: Stack): StackResource {
  const client = stack
    .resourcesOf('AWS::Cognito::UserPoolClient')
    .find(({ properties }) => properties['GenerateSecret'] !== true && properties['GenerateSecret'] !== 'true');
  if (client === undefined) throw new TemplateError('The stack has no AWS::Cognito::UserPoolClient without a secret.');
  return client;
}

function attributeOf(resource: StackResource, name: string): string {
  const value = resource.attributes[name];
  if (value === undefined) throw new TemplateError(`${resource.logicalId} has no attribute ${name}.`);
  return value;
}

function additionalModes({ properties }: StackResource): readonly string[] {
  const providers: unknown = properties['AdditionalAuthenticationProviders'];
  if (!Array.isArray(providers)) return [];
  return providers.map((provider: unknown) =>
    typeof provider === 'object' && provider !== null && 'AuthenticationType' in provider
      ? textOf(provider.AuthenticationType)
      : '',
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
