import { TemplateError } from '../../base/TemplateError.ts';
import { UnsupportedFeatureError } from '../../base/UnsupportedFeatureError.ts';
import {
  readOptionalNumber,
  readOptionalRecord,
  readOptionalText,
  readRecords,
  readText,
  type Properties,
} from '../../template/readProperty.ts';
import type { Stack, StackResource } from '../../template/Stack.ts';
import type { AuthorizationMode } from './Caller.ts';

export interface UserPoolProvider {
  readonly userPoolId: string;
  /** Absent: any client of the pool. */
  readonly appIdClientRegex: string | undefined;
}

/** `AWS::AppSync::GraphQLApi` as far as the runtime uses it. */
export interface ApiConfiguration {
  readonly apiId: string;
  readonly arn: string;
  readonly defaultMode: AuthorizationMode;
  readonly modes: ReadonlySet<AuthorizationMode>;
  /** What a field without a directive is to a Cognito caller of a Cognito-only API. */
  readonly defaultAction: 'ALLOW' | 'DENY';
  readonly userPools: readonly UserPoolProvider[];
  /** 0: none. */
  readonly queryDepthLimit: number;
  readonly resolverCountLimit: number;
  readonly introspection: boolean;
  /** `ctx.env` */
  readonly environment: Readonly<Record<string, string>>;
}

/** https://docs.aws.amazon.com/appsync/latest/devguide/configuration-limits.html */
const maxResolvers = 10_000;
const maxDepth = 75;

/** Reads the stack's one API. Throws TemplateError for what AWS refuses, UnsupportedFeatureError for what is not here. */
export function loadApiConfiguration(stack: Stack): ApiConfiguration {
  const [api, second] = stack.resourcesOf('AWS::AppSync::GraphQLApi');
  if (api === undefined) throw new TemplateError('The stack has no AWS::AppSync::GraphQLApi.');
  if (second !== undefined) throw new UnsupportedFeatureError('more than one AWS::AppSync::GraphQLApi in a stack');
  refuseUnsupported(api.properties);
  const additional = readRecords(api.properties, 'AdditionalAuthenticationProviders');
  const defaultMode = toMode(readText(api, 'AuthenticationType'));
  const modes = new Set([defaultMode, ...additional.map((provider) => toMode(provider['AuthenticationType']))]);
  return {
    apiId: attribute(api, 'ApiId'),
    arn: attribute(api, 'Arn'),
    defaultMode,
    modes,
    defaultAction: readDefaultAction(api, additional.length),
    userPools: [api.properties, ...additional].flatMap(readUserPool),
    queryDepthLimit: readLimit(api, 'QueryDepthLimit', maxDepth) ?? 0,
    resolverCountLimit: readLimit(api, 'ResolverCountLimit', maxResolvers) ?? maxResolvers,
    introspection: readOptionalText(api.properties, 'IntrospectionConfig') !== 'DISABLED',
    environment: readEnvironment(api),
  };
}

function refuseUnsupported(properties: Properties): void {
  if (readOptionalText(properties, 'ApiType') === 'MERGED') throw new UnsupportedFeatureError('merged AppSync APIs');
  if (readOptionalText(properties, 'Visibility') === 'PRIVATE')
    throw new UnsupportedFeatureError('private AppSync APIs');
}

function attribute(resource: StackResource, name: string): string {
  const value = resource.attributes[name];
  if (value === undefined)
    throw new TemplateError(`${resource.logicalId} (${resource.type}) has no attribute ${name}.`);
  return value;
}

function toMode(type: unknown): AuthorizationMode {
  if (type === 'API_KEY' || type === 'AWS_IAM' || type === 'AMAZON_COGNITO_USER_POOLS') return type;
  if (type === 'OPENID_CONNECT' || type === 'AWS_LAMBDA') {
    throw new UnsupportedFeatureError(`the AppSync authorization mode ${type}`);
  }
  throw new TemplateError(`${String(type)} is not an AppSync authorization mode.`);
}

function readDefaultAction(api: StackResource, additionalProviders: number): 'ALLOW' | 'DENY' {
  if (readText(api, 'AuthenticationType') !== 'AMAZON_COGNITO_USER_POOLS') return 'ALLOW';
  const userPool = readOptionalRecord(api.properties, 'UserPoolConfig') ?? {};
  const action = readOptionalText(userPool, 'DefaultAction');
  if (action !== 'ALLOW' && action !== 'DENY') {
    throw new TemplateError(`UserPoolConfig.DefaultAction of ${api.logicalId} must be ALLOW or DENY.`);
  }
  if (action === 'DENY' && additionalProviders > 0) {
    throw new TemplateError(
      'Additional authentication providers cannot be specified when setting DENY for top level user pool authentication type.',
    );
  }
  return action;
}

function readUserPool(provider: Properties): UserPoolProvider[] {
  if (provider['AuthenticationType'] !== 'AMAZON_COGNITO_USER_POOLS') return [];
  const config = readOptionalRecord(provider, 'UserPoolConfig') ?? {};
  const userPoolId = readOptionalText(config, 'UserPoolId');
  if (userPoolId === undefined) throw new TemplateError('UserPoolConfig of the GraphQL API has no UserPoolId.');
  return [{ userPoolId, appIdClientRegex: readOptionalText(config, 'AppIdClientRegex') }];
}

/** 0 is AppSync's word for "not limited here". */
function readLimit(api: StackResource, name: string, max: number): number | undefined {
  const limit = readOptionalNumber(api.properties, name) ?? 0;
  if (!Number.isInteger(limit) || limit < 0 || limit > max) {
    throw new TemplateError(`${name} of ${api.logicalId} is ${String(limit)}; it must be from 0 to ${String(max)}.`);
  }
  return limit === 0 ? undefined : limit;
}

/** https://docs.aws.amazon.com/appsync/latest/devguide/environmental-variables.html */
function readEnvironment(api: StackResource): Readonly<Record<string, string>> {
  const entries = Object.entries(readOptionalRecord(api.properties, 'EnvironmentVariables') ?? {});
  if (entries.length > 50) throw new TemplateError(`${api.logicalId} has more than 50 environment variables.`);
  const texts: [string, string][] = entries.map(([key, value]) => {
    if (typeof value !== 'string' || value.length > 512) {
      throw new TemplateError(
        `The environment variable ${key} of the GraphQL API must be a text of up to 512 characters.`,
      );
    }
    if (!/^[A-Za-z][A-Za-z0-9_]{1,63}$/.test(key)) {
      throw new TemplateError(`${key} is not a name for an environment variable of a GraphQL API.`);
    }
    return [key, value];
  });
  return Object.freeze(Object.fromEntries(texts));
}
